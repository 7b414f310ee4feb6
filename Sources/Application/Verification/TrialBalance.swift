package import Ledger
import Monetization
package import Money

/// The sum of all accounts of one kind and unit.
package struct TrialLine: Equatable, Sendable {
  package let kind: AccountKind
  package let unit: AmountUnit
  package let accounts: Int64
  package let balance: Int64
}

extension StoreReading {
  /// The sums of all accounts by unit and kind; those of one unit add up to zero.
  ///
  /// Reads every row once.
  ///
  /// - Throws: ``StoreError``.
  package func trialBalance() throws(StoreError) -> [TrialLine] {
    var sums: [AccountSort: (accounts: Int64, balance: Int64)] = [:]
    try forEachRow { (owner, cell) throws(StoreError) in
      guard cell.slot.tag == .account else { return }
      do throws(DecodingFault) {
        var reader = ByteReader(cell.bytes)
        let key = try AccountKey(owner, detail: cell.slot.detail)
        let account = try Account(of: key, from: &reader)
        let sort = AccountSort(unit: key.unit, kind: key.kind)
        sums[sort, default: (0, 0)].accounts += 1
        sums[sort, default: (0, 0)].balance += account.balance
      } catch {
        throw .corrupt(StoreFault(code: 0, context: "account of \(owner.rawValue): \(error)"))
      }
    }
    return sums.sorted { $0.key < $1.key }.map { sort, sum in
      TrialLine(
        kind: sort.kind, unit: sort.unit, accounts: sum.accounts, balance: sum.balance)
    }
  }
}

private struct AccountSort: Hashable, Comparable {
  let unit: AmountUnit
  let kind: AccountKind

  static func < (left: AccountSort, right: AccountSort) -> Bool {
    (left.unit, left.kind.rawValue) < (right.unit, right.kind.rawValue)
  }
}
