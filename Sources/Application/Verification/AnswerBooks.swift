import Ledger
import Monetization

/// Proves that stored answers match their entries and that none is missing.
///
/// Collects the entries of the retention period, 17 bytes each; if there are too many, all answers
/// are walked once for each piece. Older answers, which may be deleted at any time, are compared
/// with their entries one by one.
struct AnswerBooks {
  /// The maximum number of entries per walk: some 130 MB.
  static let entriesMax = 8_000_000

  private enum Mark: UInt8 {
    /// The entry has version 1, which does not bind its answer.
    case notBound
    /// The request had no key.
    case withoutKey
    /// The answer may have been deleted because its key is old.
    case optional
    case owed
    case seen
  }

  private let since: Timestamp
  private var first = EntryPosition.none
  private var marks: [Mark] = []
  private var digests: [BindingDigest] = []
  /// The number of entries of earlier walks.
  private var compared: [ClosedRange<Int64>] = []
  /// The number of answers that match their entries.
  private(set) var count: Int64 = 0
  /// The number of answers whose entries do not bind them.
  private(set) var notBound: Int64 = 0

  /// - Parameter since: Answers of this time and later must exist.
  init(since: Timestamp) { self.since = since }

  /// Whether the recorded entries must be compared before this entry is recorded.
  func isFull(before entry: JournalEntry) -> Bool {
    !marks.isEmpty
      && (marks.count >= Self.entriesMax
        || entry.position.rawValue != first.rawValue + Int64(marks.count))
  }

  /// Records the answer that an entry binds.
  mutating func record(_ entry: JournalEntry) {
    let time = entry.stamp.time
    guard time >= since else { return }
    if marks.isEmpty { first = entry.position }
    let answer = entry.bindings?.answer
    digests.append(answer?.digest ?? BindingDigest(.genesis))
    switch answer {
    case let answer?:
      let keyTime = time.advanced(byMilliseconds: -answer.keyAge)
      marks.append(keyTime >= since ? .owed : .optional)
    case nil: marks.append(entry.bindings == nil ? .notBound : .withoutKey)
    }
  }

  /// Walks all stored answers, compares those of the recorded entries, then clears the record.
  ///
  /// - Parameters:
  ///   - store: The store that holds them.
  ///   - hashing: Computes their digests.
  ///   - isLast: Whether answers of entries that were never recorded are compared too.
  /// - Returns: The first fault.
  /// - Throws: ``StoreError``.
  mutating func compare(
    with store: any StoreReading & StoreAuditing, by hashing: any ChainHashing, isLast: Bool
  ) throws(StoreError) -> VerificationFault? {
    var books = AnswerBooks(since: since)
    swap(&books, &self)
    defer { swap(&books, &self) }
    var fault: VerificationFault?
    try store.forEachAnswer { (found) throws(StoreError) in
      guard fault == nil else { return }
      guard let (key, answer) = found else { return fault = .unreadableAnswer }
      guard case .entry(let position) = answer.result else { return }
      let digest = hashing.digest(ofAnswerTo: key, fingerprint: answer.fingerprint, at: answer.at)
      if books.holds(position) {
        fault = books.check(digest, of: position)
      } else if isLast, !books.compared.contains(where: { $0.contains(position.rawValue) }) {
        fault = books.check(digest, of: position, with: try store.entryIfReadable(at: position))
      }
    }
    fault = fault ?? books.missing
    books.forget()
    return fault
  }

  private func holds(_ position: EntryPosition) -> Bool {
    position.rawValue >= first.rawValue
      && position.rawValue - first.rawValue < Int64(marks.count)
  }

  private mutating func check(
    _ digest: BindingDigest, of position: EntryPosition
  ) -> VerificationFault? {
    let place = Int(position.rawValue - first.rawValue)
    switch marks[place] {
    case .notBound: notBound += 1
    case .owed, .optional:
      guard digests[place] == digest else { return .wrongAnswer(position) }
      marks[place] = .seen
      count += 1
    case .withoutKey, .seen: return .wrongAnswer(position)
    }
    return nil
  }

  /// Compares an answer with the entry that it names, which was not recorded.
  private mutating func check(
    _ digest: BindingDigest, of position: EntryPosition, with entry: JournalEntry?
  ) -> VerificationFault? {
    guard let entry else { return .wrongAnswer(position) }
    guard let bindings = entry.bindings else {
      notBound += 1
      return nil
    }
    guard bindings.answer?.digest == digest else { return .wrongAnswer(position) }
    count += 1
    return nil
  }

  private var missing: VerificationFault? {
    guard let place = marks.firstIndex(of: .owed) else { return nil }
    return .missingAnswer(EntryPosition(rawValue: first.rawValue + Int64(place)))
  }

  private mutating func forget() {
    if !marks.isEmpty {
      compared.append(first.rawValue...first.rawValue + Int64(marks.count) - 1)
    }
    marks = []
    digests = []
  }
}

extension StoreReading {
  /// The entry at a position; nil if it is missing or unreadable.
  ///
  /// - Throws: ``StoreError``.
  func entryIfReadable(at position: EntryPosition) throws(StoreError) -> JournalEntry? {
    guard let stored = try entry(at: position) else { return nil }
    // The walk over the journal has already reported unreadable entries.
    return try? JournalEntry(bytes: stored.bytes)
  }
}
