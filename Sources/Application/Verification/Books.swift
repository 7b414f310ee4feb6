import Ledger
import Monetization
import Money

/// All accounts and carried fractions, re-derived from the journal alone.
struct Books {
  private(set) var accounts: [AccountKey: Account] = [:]
  private var carries: [CarryKey: Carry] = [:]
  /// The combos of everybody who sent gifts; after the journal, of those whose row was not seen.
  private var senders: [OwnerID: Sender] = [:]
  /// Payments that went back.
  private var reversed: Set<TransactionID> = []
  private var seenAccounts: Set<AccountKey> = []
  private var seenCarries: Set<CarryKey> = []

  /// Takes a transaction on and compares each posting with what it must be.
  mutating func take(_ transaction: Transaction, of entry: JournalEntry) -> VerificationFault? {
    let movements = transaction.postings.map { Movement($0.account, $0.line, $0.quantity) }
    do {
      try checkBalance(movements)
    } catch {
      return .imbalance(transaction.id)
    }
    for posting in transaction.postings {
      let key = posting.account
      var account = accounts[key] ?? Account(key)
      guard account.canTake(posting.quantity), entry.stamp >= account.lastStamp else {
        return .wrongPosting(transaction.id, key)
      }
      let expected = account.post(
        posting.quantity, line: posting.line, at: entry.position, stamp: entry.stamp)
      guard expected == posting else { return .wrongPosting(transaction.id, key) }
      accounts[key] = account
    }
    return nil
  }

  /// Applies a split.
  ///
  /// - Parameters:
  ///   - split: As it was recorded.
  ///   - creator: Whose earnings it is of.
  /// - Returns: Whether it goes on from the fraction that the creator's last split left, and takes
  ///   exactly its share: commission + carried after = share of the gross + carried before.
  mutating func apply(_ split: RecordedSplit, of creator: UserID) -> Bool {
    guard goesOn(split, of: creator) else { return false }
    guard split.unit == .coin else { return true }
    let partsPerPoint = Int128(Carry.scale / Int64(BasisPoints.whole))
    let exact = Int128(split.gross) * Int128(split.share.rawValue) * partsPerPoint
    let taken = Int128(split.commission) * Int128(Carry.scale)
    return taken + Int128(split.carryAfter.parts) == exact + Int128(split.carryBefore.parts)
  }

  /// Applies a reversal.
  ///
  /// - Returns: Whether it goes on from the creator's last split and takes back exactly what was
  ///   recorded, fraction included.
  mutating func apply(_ reversal: CreatorPaymentReversed) -> Bool {
    let expected = reversal.payment.split.returned(carrying: reversal.returned.carryBefore)
    return goesOn(reversal.returned, of: reversal.payment.creator)
      && reversal.returned == expected
      && reversed.insert(reversal.payment.transaction).inserted
  }

  /// Whether a split goes on from the fraction that the creator's last one left, which it replaces.
  private mutating func goesOn(_ split: RecordedSplit, of creator: UserID) -> Bool {
    let key = CarryKey(OwnerID(creator), split.source, split.unit)
    guard split.carryBefore == carries[key] ?? .zero else { return false }
    carries[key] = split.carryAfter
    return true
  }

  /// Applies a sent gift to its sender's combos.
  ///
  /// - Returns: Whether the gift belongs to the combo that it should.
  mutating func applyCombo(of sent: SentGift, at time: Timestamp) -> Bool {
    let alone = Combo(
      id: sent.transaction, gift: sent.gift, stream: sent.stream.map { OwnerID($0) } ?? .global,
      receiver: OwnerID(sent.receiver), count: sent.quantity, lastAt: time)
    let combo = senders[OwnerID(sent.sender), default: Sender(sent.sender)].continueCombo(
      with: alone)
    return combo.id == sent.detail.combo && combo.count == sent.detail.comboCount
  }

  /// Compares a stored row with the books; rows that are not derived must only be readable.
  mutating func check(_ cell: StoredCell, of owner: OwnerID) -> VerificationFault? {
    guard let tag = cell.slot.tag, !tag.isBound else {
      return isReadable(cell, of: owner) ? nil : .unreadableRow(owner, cell.slot)
    }
    switch tag {
    case .account:
      guard let key = try? AccountKey(owner, detail: cell.slot.detail) else {
        return .unreadableRow(owner, cell.slot)  // A finding, not an error of ours.
      }
      seenAccounts.insert(key)
      return cell.bytes == bytes(of: accounts[key] ?? Account(key)) ? nil : .wrongAccount(key)
    case .carry:
      guard let key = try? CarryKey(owner, detail: cell.slot.detail) else {
        return .unreadableRow(owner, cell.slot)  // A finding, not an error of ours.
      }
      seenCarries.insert(key)
      let expected = CarryRow(key, carries[key] ?? .zero)
      return cell.bytes == bytes(of: expected) ? nil : .wrongCarry(key)
    case .sender:
      let expected = senders.removeValue(forKey: owner).map { bytes(of: $0) }
      return cell.bytes == expected ? nil : .wrongSender(owner)
    // A new kind of row that nothing derives is found here, not passed over.
    default: return .unreadableRow(owner, cell.slot)
    }
  }

  private func bytes(of row: some StoredRow) -> [UInt8] {
    var writer = ByteWriter()
    row.encode(into: &writer)
    return writer.bytes
  }

  private func isReadable(_ cell: StoredCell, of owner: OwnerID) -> Bool {
    var state = State()
    do {
      try state.load(owner: owner, slot: cell.slot, bytes: cell.bytes)
      return true
    } catch {
      return false
    }
  }

  /// What the journal derives and no stored row holds; nil when all was seen.
  func unseen() -> VerificationFault? {
    let accountsLeft = accounts.keys.filter { !seenAccounts.contains($0) }
    let account = accountsLeft.min { ($0.owner, $0.detail) < ($1.owner, $1.detail) }
    if let account { return .wrongAccount(account) }
    let carriesLeft = carries.keys.filter { !seenCarries.contains($0) }
    let carry = carriesLeft.min { ($0.creator, $0.detail) < ($1.creator, $1.detail) }
    return carry.map { .wrongCarry($0) } ?? senders.keys.min().map { .wrongSender($0) }
  }
}
