import Ledger
package import Monetization
package import Money

/// What a creator earned, in every unit.
package struct EarningsDashboard: Sendable {
  /// The unit of the headline figures.
  package let unit: AmountUnit
  package let minimumWithdrawal: Int64
  /// Everything within the range that was asked for.
  package let sums: [EarningSum]
  /// What the creator holds now, by unit.
  package let balances: [EarningBalance]
  package let supporters: [SupporterSum]
  package let names: Names
}

/// What a creator holds in one unit.
package struct EarningBalance: Equatable, Sendable {
  package let unit: AmountUnit
  package let available: Int64
  package let pending: Int64
  package let withdrawing: Int64
}

extension Platform {
  /// A creator's earnings of some days, with what they hold now.
  ///
  /// - Parameters:
  ///   - creator: Whose.
  ///   - days: Of which days totals and supporters are; nil for all.
  /// - Returns: The dashboard.
  /// - Throws: ``StoreError``.
  package func earningsDashboard(
    of creator: UserID, days: ClosedRange<Int32>?
  ) async throws(StoreError) -> EarningsDashboard {
    let every = days ?? 0...Int32.max
    let settings = try await directory.settings().withdrawals
    let (sums, supporters) = try await readProjections(as: .own) {
      (projections) throws(StoreError) in
      (
        try projections.earnings(of: creator, days: every),
        days == nil
          ? try projections.topSupporters(of: creator)
          : try projections.topSupporters(of: creator, days: every)
      )
    }
    let state = try await state(of: [OwnerID(creator)], as: .own)
    let units = Set(sums.map(\.key.unit)).union([settings.payoutUnit, .coin])
    return EarningsDashboard(
      unit: settings.payoutUnit, minimumWithdrawal: settings.minimum, sums: sums,
      balances: units.sorted().map { state.earningBalance(of: creator, in: $0) },
      supporters: supporters,
      names: try await names(users: supporters.map(\.key.sender), for: .person(creator)))
  }
}

extension State {
  fileprivate func earningBalance(of creator: UserID, in unit: AmountUnit) -> EarningBalance {
    func balance(_ kind: AccountKind) -> Int64 {
      account(AccountKey(OwnerID(creator), kind, unit)).balance
    }
    return EarningBalance(
      unit: unit, available: balance(.earnings), pending: balance(.pending),
      withdrawing: balance(.withdrawing))
  }
}
