import Ledger
import Monetization
import Money
import Testing

@Suite struct FirstValuesTests {
  @Test func `nothing set leaves the preset as it is`() {
    #expect(FirstValues().applied(to: .streamit) == .streamit)
  }

  @Test func `each value takes the place of the preset's own`() throws {
    var values = FirstValues()
    values.commission = BasisPoints(rawValue: 1_250)
    values.minimumWithdrawal = 42
    values.coinsToInrRate = Rate(decimal: "0.85")
    let settings = values.applied(to: .streamit)
    let share = try #require(BasisPoints(rawValue: 1_250))
    for source in EarningSource.allCases {
      #expect(settings.splits.rule(for: source) == .commission(share))
    }
    #expect(settings.withdrawals.minimum == 42)
    #expect(settings.coin.value == Rate(decimal: "0.85"))
    #expect(settings.coin.currency == .inr)
    #expect(settings.fault == nil)
    #expect(settings.withdrawals.processingDays == Settings.streamit.withdrawals.processingDays)
  }

  @Test func `creators are paid in what they were`() throws {
    var preset = Settings.streamit
    preset.splits.gift = .valueShare(.zero, .usd)
    var values = FirstValues()
    values.commission = BasisPoints(rawValue: 6_000)
    let share = try #require(BasisPoints(rawValue: 4_000))
    #expect(values.applied(to: preset).splits.gift == .valueShare(share, .usd))
  }
}
