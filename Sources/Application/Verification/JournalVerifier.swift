package import Ledger
package import Monetization
import Money

/// The first thing that is wrong in a store.
package enum VerificationFault: Equatable, Sendable {
  /// A writer's sequence has a hole before this entry, or ends before its head.
  case missingEntry(EntryPosition)
  /// The bytes are no entry, or the entry of another position.
  case unreadableEntry(EntryPosition)
  /// The hash does not follow from the entry before and the bytes.
  case brokenChain(EntryPosition, firstTransaction: TransactionID?)
  /// The postings do not sum to zero.
  case imbalance(TransactionID)
  /// A posting does not follow from the account's posting before it.
  case wrongPosting(TransactionID, AccountKey)
  /// A split does not follow from its rule, or from the fraction carried before it.
  case wrongSplit(TransactionID)
  /// The stored account is not what its postings make it, or cannot be read.
  case wrongAccount(AccountKey)
  /// A stored row cannot be read.
  case unreadableRow(OwnerID, RowSlot)
  /// The fraction carried is not what the last split left.
  case wrongCarry(CarryKey)
  /// A text beside the journal does not match its digest.
  case wrongText(EntryPosition, number: Int)
  /// The name of a purchase's payment is not the purchase's, so that it could be credited again.
  case unclaimedPayment(PurchaseID)
  /// The writer's head is not its last entry.
  case wrongHead(WriterID)
}

/// What a verification found.
package struct VerificationReport: Equatable, Sendable {
  package var entries: Int64 = 0
  package var transactions: Int64 = 0
  package var postings: Int64 = 0
  package var accounts: Int64 = 0
  /// The first fault; nil when everything follows from everything.
  package var fault: VerificationFault?

  /// Whether nothing is wrong.
  package var isOK: Bool { fault == nil }
}

/// Re-derives every balance and checks every chain and law of a store.
///
/// Reads the whole journal once; memory grows with the number of accounts. Nothing may be committed
/// to what is read meanwhile: a store that is served is verified by a snapshot of it.
package struct JournalVerifier {
  private let store: any StoreReading
  private let hashing: any ChainHashing
  private var books = Books()
  private var report = VerificationReport()

  package init(store: any StoreReading, hashing: any ChainHashing) {
    self.store = store
    self.hashing = hashing
  }

  /// Verifies the store.
  ///
  /// - Parameter progress: Called now and then with the number of entries checked.
  /// - Returns: The report, with the first fault if there is one.
  /// - Throws: ``StoreError`` when the store cannot be read at all.
  package mutating func verify(
    progress: (Int64) -> Void = { _ in }
  ) throws(StoreError) -> VerificationReport {
    for head in try store.heads() {
      report.fault = try verifyJournal(upTo: head, progress: progress)
      if report.fault != nil { return report }
    }
    report.accounts = Int64(books.accounts.count)
    report.fault = try verifyRows()
    return report
  }

  private mutating func verifyJournal(
    upTo head: WriterHead, progress: (Int64) -> Void
  ) throws(StoreError) -> VerificationFault? {
    var chain = ChainHash.genesis
    var sequence: Int64 = 0
    var stamp = Stamp.zero
    while true {
      guard let page = try entries(of: head.writer, after: sequence) else {
        return .unreadableEntry(EntryPosition(writer: head.writer, sequence: sequence + 1))
      }
      guard !page.isEmpty else { break }
      for stored in page {
        sequence += 1
        let expected = EntryPosition(writer: head.writer, sequence: sequence)
        guard stored.position == expected else { return .missingEntry(expected) }
        let entry = try? JournalEntry(bytes: stored.bytes)  // Unreadable is a finding here.
        chain = hashing.hash(previous: chain, entry: stored.bytes)
        guard chain == stored.hash else {
          return .brokenChain(expected, firstTransaction: entry?.transactions.first?.id)
        }
        guard let entry, entry.position == expected, entry.stamp > stamp else {
          return .unreadableEntry(expected)
        }
        stamp = entry.stamp
        if let fault = try verify(entry) { return fault }
      }
      progress(report.entries)
    }
    guard sequence >= head.sequence else {
      return .missingEntry(EntryPosition(writer: head.writer, sequence: sequence + 1))
    }
    // A head that was restored with a loss remembers stamps that no entry has.
    let isLast = sequence == head.sequence && chain == head.hash && stamp <= head.lastStamp
    return isLast ? nil : .wrongHead(head.writer)
  }

  /// The next entries; nil where the very next one cannot be read.
  private func entries(
    of writer: WriterID, after sequence: Int64
  ) throws(StoreError) -> [StoredEntry]? {
    // A page with damage somewhere in it is read one by one, up to the place.
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
      if let fault = books.take(transaction, of: entry) { return fault }
    }
    for fact in entry.facts {
      guard case .giftSent(let sent) = fact else { continue }
      guard books.take(sent.split, of: OwnerID(sent.receiver)) else {
        return .wrongSplit(sent.transaction)
      }
    }
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
    var books = books
    var fault: VerificationFault?
    do throws(StoreError) {
      try store.forEachRow { (owner, cell) throws(StoreError) in
        guard fault == nil else { return }
        fault = books.check(cell, of: owner)
        if fault == nil { fault = try unclaimedPayment(of: cell, owner) }
      }
    } catch {
      // Rows come in order, so the first account that was not seen is the first beyond the damage.
      guard case .corrupt = error, let fault = fault ?? books.unseen() else { throw error }
      return fault
    }
    return fault ?? books.unseen()
  }

  /// What is wrong where a purchase was paid and its payment could be credited again.
  private func unclaimedPayment(
    of cell: StoredCell, _ owner: OwnerID
  ) throws(StoreError) -> VerificationFault? {
    guard cell.slot.tag == .purchase else { return nil }
    var reader = ByteReader(cell.bytes)
    // That the row can be read was checked before.
    guard let purchase = try? Purchase(from: &reader), let name = purchase.claimedPayment
    else { return nil }
    let claimant = try store.owner(of: name)
    return claimant == owner ? nil : .unclaimedPayment(purchase.id)
  }
}
