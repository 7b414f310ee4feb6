import Ledger
import Monetization
import Money
import Testing

@Suite struct SettingsTests {
  private static func share(_ points: UInt16) -> BasisPoints {
    BasisPoints(rawValue: points) ?? .zero
  }

  @Test func `the preset has the numbers of its platform`() throws {
    let settings = try #require(Settings.preset(named: "streamit"))
    #expect(settings.splits.gift == .commission(Self.share(2_500)))
    #expect(settings.splits.tip == .commission(Self.share(1_000)))
    #expect(settings.splits.like == .commission(Self.share(1_000)))
    #expect(settings.splits.ticket == .commission(Self.share(3_000)))
    #expect(settings.coin.currency == .inr && settings.coin.value == .one)
    #expect(settings.likes == LikeSettings(tipsCreator: true, tipAmount: 1))
    #expect(settings.withdrawals.minimum == 1_000 && settings.withdrawals.processingDays == 7)
    #expect(settings.withdrawals.payoutUnit == .coin)
    #expect(settings.gifts.sendsPerSecond == 20 && settings.gifts.sendsBurst == 40)
    #expect(settings.fault == nil)
    #expect(Settings.preset(named: "Streamit") == nil)
    #expect(State().settings == settings)
  }

  struct Fault: Sendable {
    let refusal: Refusal
    let change: @Sendable (inout Settings) -> Void

    init(_ refusal: Refusal, _ change: @escaping @Sendable (inout Settings) -> Void) {
      self.refusal = refusal
      self.change = change
    }
  }

  private static let faults: [Fault] = [
    Fault(.settings(.rateOfUnmetered)) {
      $0.splits.gift = .fixedRate(Money(minorUnits: 1, currency: .usd), perSeconds: 60)
    },
    Fault(.settings(.periodNotInHour)) {
      $0.splits.call = .fixedRate(Money(minorUnits: -1, currency: .usd), perSeconds: 60)
    },
    Fault(.settings(.periodNotInHour)) {
      $0.splits.viewing = .fixedRate(Money(minorUnits: 1, currency: .usd), perSeconds: 7)
    },
    Fault(.settings(.periodNotInHour)) {
      $0.splits.viewing = .fixedRate(Money(minorUnits: 1, currency: .usd), perSeconds: 0)
    },
    Fault(.settings(.shareInForeignCurrency)) { $0.splits.gift = .valueShare(share(1), .eur) },
    Fault(.gift(.burstBelowRate)) { $0.gifts.sendsPerSecond = 0 },
    Fault(.gift(.burstBelowRate)) { $0.gifts.sendsBurst = 19 },
    Fault(.gift(.burstAboveMaximum)) { $0.gifts.sendsBurst = .max },
    Fault(.gift(.spendingLimitNegative)) { $0.gifts.dailySpendingLimit = -1 },
    Fault(.settings(.withdrawalNegative)) { $0.withdrawals.minimum = -1 },
    Fault(.settings(.withdrawalNegative)) { $0.withdrawals.processingDays = -1 },
    Fault(.settings(.likeTipOutOfBounds)) { $0.likes.tipAmount = -1 },
    Fault(.settings(.likeTipOutOfBounds)) { $0.likes.tipAmount = .max },
  ]

  @Test func `what makes the document unusable is named and not saved`() {
    for fault in Self.faults {
      var settings = Settings.streamit
      fault.change(&settings)
      let decision = World().decide(.saveSettings(SaveSettings(settings: settings)))
      #expect(decision.refusal == fault.refusal)
    }
  }

  @Test func `calls and viewing may be paid by time, gifts by value`() {
    var settings = Settings.streamit
    settings.splits.call = .fixedRate(Money(minorUnits: 1_320, currency: .usd), perSeconds: 60)
    settings.splits.viewing = settings.splits.call
    settings.splits.gift = .valueShare(Self.share(4_000), .usd)
    settings.splits.tip = .valueShare(Self.share(4_000), .inr)
    #expect(settings.fault == nil)
  }

  @Test func `each save makes the next version, from the newest only`() throws {
    var world = World()
    let first = try #require(
      world.decide(.saveSettings(SaveSettings(settings: .streamit))).delta)
    #expect(first.facts == [.settingsSaved(SettingsSaved(version: 1))])
    world.putSettings { $0.version = 7 }
    var settings = world.state.settings
    #expect(world.decide(.saveSettings(SaveSettings(settings: settings))) == .unchanged)
    settings.gifts.sendsBurst = 50
    #expect(
      world.decide(.saveSettings(SaveSettings(settings: settings))).delta?.facts
        == [.settingsSaved(SettingsSaved(version: 8))])
    settings.version = 6
    #expect(
      world.decide(.saveSettings(SaveSettings(settings: settings))).refusal
        == .settings(.changedMeanwhile))
  }

  @Test func `an edit changes what it names, of whichever version is the newest`() throws {
    var world = World()
    world.putSettings { $0.version = 7 }
    var changes = SettingsChanges()
    changes.splits.commissions[.tip] = Self.share(500)
    changes.coin.rupees = Rate(decimal: "0.75")
    changes.gifts.dailySpendingLimit = .set(30)
    _ = try world.accept(.saveSettings(SaveSettings(from: nil, changes: changes)), sequence: 0)
    var expected = Settings.streamit
    expected.version = 8
    expected.splits.tip = .commission(Self.share(500))
    expected.coin.value = try #require(Rate(decimal: "0.75"))
    expected.gifts.dailySpendingLimit = 30
    #expect(world.state.settings == expected)
    let stale = SaveSettings(from: 7, changes: changes)
    #expect(
      world.decide(.saveSettings(stale)).refusal == .settings(.changedMeanwhile))
    changes = SettingsChanges()
    changes.gifts.sendsBurst = 19
    #expect(
      world.decide(.saveSettings(SaveSettings(from: 8, changes: changes))).refusal
        == .gift(.burstBelowRate))
    let whole = SaveSettings(settings: expected)
    #expect(world.decide(.saveSettings(whole)) == .unchanged)
  }
}
