import Application
import JSON
import Ledger
import Monetization
import Money

extension ObjectWriter {
  /// A creator's dashboard: all totals in the payout unit, other units under `byUnit`.
  mutating func write(_ dashboard: EarningsDashboard, series days: ClosedRange<Int32>) {
    let own = dashboard.sums.filter { $0.key.unit == dashboard.unit }
    writeHeadline(dashboard, dashboard.unit)
    field("fromGifts", own.gross(of: [.gift]))
    field("fromTips", own.gross(of: [.tip, .like]))
    field("fromLikes", own.gross(of: [.like]))
    field("fromPremiumStreams", own.gross(of: [.ticket]))
    field("fromCalls", own.gross(of: [.call]))
    field("fromViewing", own.gross(of: [.viewing]))
    objects("byUnit", dashboard.balances) { object, balance in
      object.writeHeadline(dashboard, balance.unit)
    }
    // Once, or each of a year's days would look through those of all years.
    let ownByDay = Dictionary(grouping: own, by: \.key.day)
    objects("series", days) { object, day in
      let sums = ownByDay[day] ?? []
      object.field("day", Timestamp.date(ofDay: day))
      object.field("gross", sums.gross)
      object.field("commission", sums.commission)
      object.field("net", sums.gross - sums.commission)
    }
    write(topSupporters: dashboard.supporters, dashboard.names)
    field("minimumWithdrawal", dashboard.minimumWithdrawal)
  }

  private mutating func writeHeadline(_ dashboard: EarningsDashboard, _ unit: AmountUnit) {
    let sums = dashboard.sums.filter { $0.key.unit == unit }
    let balance = dashboard.balances.first { $0.unit == unit }
    field("unit", unit.name)
    field("totalEarned", sums.gross)
    field("platformCommission", sums.commission)
    field("availableBalance", balance?.available ?? 0)
    field("pendingBalance", balance?.pending ?? 0)
    field("withdrawingBalance", balance?.withdrawing ?? 0)
    field("totalWithdrawn", 0)
  }
}

extension [EarningSum] {
  fileprivate var gross: Int64 { reduce(0) { $0 + $1.gross } }
  fileprivate var commission: Int64 { reduce(0) { $0 + $1.commission } }

  fileprivate func gross(of sources: Set<EarningSource>) -> Int64 {
    filter { sources.contains($0.key.source) }.gross
  }
}
