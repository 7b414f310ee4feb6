import Ledger
import Monetization
import Money

/// All accounts and carried fractions, re-derived from the journal alone.
struct Books {
  private(set) var accounts: [AccountKey: Account] = [:]
  private var carries: [CarryKey: Carry] = [:]
  /// The combos of all senders; during the walk over the rows, of those not seen yet.
  private var senders: [OwnerID: Sender] = [:]
  /// Reversed payments.
  private var reversed: Set<TransactionID> = []
  private var seenAccounts: Set<AccountKey> = []
  private var seenCarries: Set<CarryKey> = []

  /// Applies a transaction and compares each posting with the derived one.
  mutating func apply(_ transaction: Transaction, of entry: JournalEntry) -> VerificationFault? {
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
  ///   - split: The recorded split.
  ///   - creator: The creator whose earnings it affects.
  /// - Returns: Whether it follows from the carry of the creator's last split and has exactly its
  ///   share: commission + carried after = share of the gross + carried before.
  mutating func apply(_ split: RecordedSplit, of creator: UserID) -> Bool {
    guard follows(split, of: creator) else { return false }
    guard split.unit == .coin else { return true }
    let partsPerPoint = Int128(Carry.scale / Int64(BasisPoints.whole))
    let exact = Int128(split.gross) * Int128(split.share.rawValue) * partsPerPoint
    let commission = Int128(split.commission) * Int128(Carry.scale)
    return commission + Int128(split.carryAfter.parts) == exact + Int128(split.carryBefore.parts)
  }

  /// Applies a reversal.
  ///
  /// - Returns: Whether it follows from the creator's last split and returns exactly what was
  ///   recorded, including the fraction.
  mutating func apply(_ reversal: CreatorPaymentReversed) -> Bool {
    let expected = reversal.payment.split.returned(carrying: reversal.returned.carryBefore)
    return follows(reversal.returned, of: reversal.payment.creator)
      && reversal.returned == expected
      && reversed.insert(reversal.payment.transaction).inserted
  }

  /// Whether a split follows from the creator's last carry, which it then replaces.
  private mutating func follows(_ split: RecordedSplit, of creator: UserID) -> Bool {
    let key = CarryKey(OwnerID(creator), split.source, split.unit)
    guard split.carryBefore == carries[key] ?? .zero else { return false }
    carries[key] = split.carryAfter
    return true
  }

  /// Applies a sent gift to its sender's combos.
  ///
  /// - Returns: Whether the gift has the combo that the rules give it.
  mutating func applyCombo(of sent: SentGift, at time: Timestamp) -> Bool {
    let alone = Combo(
      id: sent.transaction, gift: sent.gift, stream: sent.stream.map { OwnerID($0) } ?? .global,
      receiver: OwnerID(sent.receiver), count: sent.quantity, lastAt: time)
    let combo = senders[OwnerID(sent.sender), default: Sender(sent.sender)].continueCombo(
      with: alone)
    return combo.id == sent.detail.combo && combo.count == sent.detail.comboCount
  }

  /// Compares a stored row with the books; rows that are not derived must be readable.
  mutating func check(_ cell: StoredCell, of owner: OwnerID) -> VerificationFault? {
    guard let tag = cell.slot.tag, !tag.isBound else {
      return isReadable(cell, of: owner) ? nil : .unreadableRow(owner, cell.slot)
    }
    switch tag {
    case .account:
      guard let key = try? AccountKey(owner, detail: cell.slot.detail) else {
        return .unreadableRow(owner, cell.slot)  // A finding, not an error of the verification.
      }
      seenAccounts.insert(key)
      return cell.bytes == bytes(of: accounts[key] ?? Account(key)) ? nil : .wrongAccount(key)
    case .carry:
      guard let key = try? CarryKey(owner, detail: cell.slot.detail) else {
        return .unreadableRow(owner, cell.slot)  // A finding, not an error of the verification.
      }
      seenCarries.insert(key)
      let expected = CarryRow(key, carries[key] ?? .zero)
      return cell.bytes == bytes(of: expected) ? nil : .wrongCarry(key)
    case .sender:
      let expected = senders.removeValue(forKey: owner).map { bytes(of: $0) }
      return cell.bytes == expected ? nil : .wrongSender(owner)
    // A kind of row that nothing derives is reported, not ignored.
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

  /// A derived row that is not stored; nil if all were seen.
  func unseen() -> VerificationFault? {
    let accountsLeft = accounts.keys.filter { !seenAccounts.contains($0) }
    let account = accountsLeft.min { ($0.owner, $0.detail) < ($1.owner, $1.detail) }
    if let account { return .wrongAccount(account) }
    let carriesLeft = carries.keys.filter { !seenCarries.contains($0) }
    let carry = carriesLeft.min { ($0.creator, $0.detail) < ($1.creator, $1.detail) }
    return carry.map { .wrongCarry($0) } ?? senders.keys.min().map { .wrongSender($0) }
  }
}
