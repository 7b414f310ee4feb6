package import Ledger
import Monetization

/// Re-derives every balance and checks every chain, invariant and row of a store.
///
/// Reads the whole journal once, and everything beside it once. Memory grows with the number of
/// accounts, senders, bound rows and names, some 80 bytes each, and with 17 bytes for each entry of
/// the last thirty days, up to ``AnswerBooks/entriesMax``. The store must not change meanwhile: a
/// store in use is verified by a snapshot.
package struct JournalVerifier {
  private let store: any StoreReading & StoreAuditing
  private let hashing: any ChainHashing
  private let now: Timestamp?
  private var books = Books()
  private var tables = BoundTables()
  private var answers = AnswerBooks(since: Timestamp(milliseconds: 0))
  private var texts: Int64 = 0
  private var report = VerificationReport()

  /// A verifier of a store.
  ///
  /// - Parameters:
  ///   - store: The store to verify.
  ///   - hashing: Computes the hashes of the chains.
  ///   - now: The current time, by which old answers may have been deleted; nil for the time of the
  ///     newest entry.
  package init(
    store: any StoreReading & StoreAuditing, hashing: any ChainHashing, now: Timestamp? = nil
  ) {
    self.store = store
    self.hashing = hashing
    self.now = now
  }

  /// Verifies the store.
  ///
  /// - Parameter progress: Called regularly with the number of entries checked.
  /// - Returns: The report, with the first fault if any.
  /// - Throws: ``StoreError`` when the store cannot be read at all.
  package mutating func verify(
    progress: (Int64) -> Void = { _ in }
  ) throws(StoreError) -> VerificationReport {
    let heads = try store.heads()
    answers = AnswerBooks(since: try startOfRetention(heads))
    report.fault = try verifyAll(heads, progress: progress)
    report.accounts = Int64(books.accounts.count)
    (report.rows, report.names, report.answers) = (tables.rowCount, tables.nameCount, answers.count)
    report.notBound = tables.notBound + answers.notBound
    return report
  }

  private mutating func verifyAll(
    _ heads: [WriterHead], progress: (Int64) -> Void
  ) throws(StoreError) -> VerificationFault? {
    for head in heads {
      if let fault = try verifyJournal(upTo: head, progress: progress) { return fault }
    }
    if let fault = try verifyRows() { return fault }
    if let fault = try verifyNames() { return fault }
    if let fault = try answers.compare(with: store, by: hashing, isLast: true) { return fault }
    if let fault = try verifyTexts() { return fault }
    return try verifyLosses(heads)
  }

  /// The time from which every answer must still exist.
  private func startOfRetention(_ heads: [WriterHead]) throws(StoreError) -> Timestamp {
    var newest = now ?? Timestamp(milliseconds: 0)
    for head in heads where (1..<1 << 48).contains(head.sequence) {
      do throws(StoreError) {
        let last = EntryPosition(writer: head.writer, sequence: head.sequence)
        newest = max(newest, try store.entryIfReadable(at: last)?.stamp.time ?? newest)
      } catch {
        // The walk over the journal reports unreadable entries.
        guard case .corrupt = error else { throw error }
      }
    }
    return newest.advanced(
      byMilliseconds: -StoredAnswer.retentionDays * Timestamp.millisecondsPerDay)
  }

  private mutating func verifyJournal(
    upTo head: WriterHead, progress: (Int64) -> Void
  ) throws(StoreError) -> VerificationFault? {
    var chain = ChainHash.genesis
    var sequence: Int64 = 0
    var stamp = Stamp.zero
    var epoch: Int64 = 0
    while true {
      guard let page = try entries(of: head.writer, after: sequence) else {
        return .unreadableEntry(EntryPosition(writer: head.writer, sequence: sequence + 1))
      }
      guard !page.isEmpty else { break }
      for stored in page {
        sequence += 1
        let expected = EntryPosition(writer: head.writer, sequence: sequence)
        guard stored.position == expected else { return .missingEntry(expected) }
        let entry = try? JournalEntry(bytes: stored.bytes)  // Unreadable: a finding.
        chain = hashing.hash(previous: chain, entry: stored.bytes)
        guard chain == stored.hash else {
          return .brokenChain(expected, firstTransaction: entry?.transactions.first?.id)
        }
        guard let entry, entry.position == expected, entry.stamp > stamp, entry.epoch >= epoch
        else { return .unreadableEntry(expected) }
        (stamp, epoch) = (entry.stamp, entry.epoch)
        if let fault = try verify(entry) { return fault }
      }
      progress(report.entries)
    }
    guard sequence >= head.sequence else {
      return .missingEntry(EntryPosition(writer: head.writer, sequence: sequence + 1))
    }
    // After an accepted loss the head may have stamps that no entry has.
    let isLast = sequence == head.sequence && chain == head.hash && stamp <= head.lastStamp
    return isLast && epoch <= head.epoch ? nil : .wrongHead(head.writer)
  }

  /// The next entries; nil if the first of them cannot be read.
  private func entries(
    of writer: WriterID, after sequence: Int64
  ) throws(StoreError) -> [StoredEntry]? {
    // If a piece is damaged, its entries are read one by one up to the damage.
    for limit in [1_000, 1] {
      do throws(StoreError) {
        return try store.entries(of: writer, after: sequence, limit: limit)
      } catch {
        guard case .corrupt = error else { throw error }
      }
    }
    return nil
  }

  private mutating func verify(
    _ entry: JournalEntry
  ) throws(StoreError) -> VerificationFault? {
    report.entries += 1
    for transaction in entry.transactions {
      report.transactions += 1
      report.postings += Int64(transaction.postings.count)
      if let fault = books.apply(transaction, of: entry) { return fault }
    }
    if let fault = try verifyPayments(of: entry) { return fault }
    tables.record(entry)
    if answers.isFull(before: entry),
      let fault = try answers.compare(with: store, by: hashing, isLast: false)
    {
      return fault
    }
    answers.record(entry)
    return try verifyTexts(of: entry)
  }

  private mutating func verifyPayments(
    of entry: JournalEntry
  ) throws(StoreError) -> VerificationFault? {
    var check = PaymentCheck()
    entry.read(by: &check)
    if let transaction = check.contradiction(in: entry) { return .unrecordedPayment(transaction) }
    for payment in check.payments where !books.apply(payment.split, of: payment.creator) {
      return .wrongSplit(payment.transaction)
    }
    for reversal in check.reversals {
      let original = try store.entryIfReadable(at: reversal.original)
      guard original?.facts.contains(.creatorPaid(reversal.payment)) == true,
        books.apply(reversal)
      else { return .wrongSplit(reversal.transaction) }
    }
    guard let sent = entry.sentGift, !books.applyCombo(of: sent, at: entry.stamp.time) else {
      return nil
    }
    return .wrongCombo(sent.transaction)
  }

  private mutating func verifyTexts(
    of entry: JournalEntry
  ) throws(StoreError) -> VerificationFault? {
    self.texts += Int64(entry.texts.count)
    guard !entry.texts.isEmpty else { return nil }
    let texts = try store.texts(at: entry.position)
    guard texts.count == entry.texts.count else { return .wrongText(entry.position, number: 0) }
    for (number, digest) in entry.texts.enumerated() {
      guard let text = texts[number] else { continue }
      guard hashing.hash(previous: text.salt, entry: Array(text.text.utf8)) == digest.hash else {
        return .wrongText(entry.position, number: number)
      }
    }
    return nil
  }

  private mutating func verifyRows() throws(StoreError) -> VerificationFault? {
    // Moved and not copied: they may be most of the memory.
    var (books, tables) = (Books(), BoundTables())
    swap(&books, &self.books)
    swap(&tables, &self.tables)
    defer {
      swap(&books, &self.books)
      swap(&tables, &self.tables)
    }
    var fault: VerificationFault?
    do throws(StoreError) {
      try store.forEachRow { (owner, cell) throws(StoreError) in
        guard fault == nil else { return }
        fault = books.check(cell, of: owner) ?? tables.check(cell, of: owner, by: hashing)
      }
    } catch {
      // Rows come in order, so the first missing account is the first after the damage.
      guard case .corrupt = error, let fault = fault ?? books.unseen() ?? tables.unseenRow
      else { throw error }
      return fault
    }
    return fault ?? books.unseen() ?? tables.unseenRow
  }

  private mutating func verifyNames() throws(StoreError) -> VerificationFault? {
    var tables = BoundTables()
    swap(&tables, &self.tables)
    defer { swap(&tables, &self.tables) }
    var fault: VerificationFault?
    try store.forEachName { (name, owner, salt) throws(StoreError) in
      guard fault == nil else { return }
      fault = tables.check(name, of: owner, salt: salt, by: hashing)
    }
    return fault ?? tables.unseenName
  }

  /// Finds texts of entries that should have none; the others were counted with their entries.
  private func verifyTexts() throws(StoreError) -> VerificationFault? {
    var count: Int64 = 0
    try store.forEachText { _ in count += 1 }
    guard count != texts else { return nil }
    var stray: EntryPosition?
    try store.forEachText { (position) throws(StoreError) in
      guard stray == nil else { return }
      let hasTexts = try store.entryIfReadable(at: position)?.texts.isEmpty == false
      if !hasTexts { stray = position }
    }
    return stray.map { .strayText($0) }
  }

  private func verifyLosses(_ heads: [WriterHead]) throws(StoreError) -> VerificationFault? {
    for loss in try store.losses() {
      guard let head = heads.first(where: { $0.writer == loss.writer }), loss.epoch <= head.epoch,
        (0...head.sequence).contains(loss.sequence)
      else { return .wrongLoss(epoch: loss.epoch) }
      var hash = ChainHash.genesis
      if loss.sequence > 0 {
        let position = EntryPosition(writer: loss.writer, sequence: loss.sequence)
        hash = try store.entry(at: position)?.hash ?? hash
      }
      guard hash == loss.hash else { return .wrongLoss(epoch: loss.epoch) }
    }
    return nil
  }
}
