import Application
import Ledger
import Monetization
import Money
import Testing

@Suite struct PaymentHistoryTests {
  private let stage: PlatformStage
  private let viewer: User
  private let creator: User

  init() async throws {
    stage = try PlatformStage()
    viewer = try await stage.person("viewer")
    creator = try await stage.person("creator")
    let platform = stage.platform
    _ = try await platform.perform(ApplyAsCreator(user: creator.id), by: stage.boss)
    _ = try await platform.perform(
      ReviewCreator(user: creator.id, approves: true, reason: nil), by: stage.boss)
    _ = try await platform.perform(
      AdjustWallet(user: viewer.id, quantity: 1_000, reason: "test"), by: stage.boss)
  }

  private func tip(_ coins: Int64) async throws {
    let command = SendTip(payer: viewer.id, creator: creator.id, coins: Coins(coins))
    _ = try await stage.platform.perform(command, by: Caller(user: viewer.id, roles: .user))
  }

  private func coins(_ user: User, _ side: PaymentSide) async throws -> [Int64]? {
    try await stage.platform.tipHistory(of: user.id, side, from: nil, limit: 10)?
      .items.map(\.payment.coins.count)
  }

  @Test func `what was received is listed in the unit that the split pays out now`() async throws {
    try await tip(10)
    #expect(try await coins(creator, .received(nil)) == [10])
    var changes = SettingsChanges()
    var rules = Settings.initial.splits
    rules.tip = .valueShare(try #require(BasisPoints(rawValue: 4_000)), .usd)
    changes.splits.rules = rules
    changes.coin.currency = .usd
    changes.coin.value = Rate(decimal: "0.01")
    _ = try await stage.platform.editSettings(changes, from: nil, by: stage.boss)
    try await tip(500)
    #expect(try await coins(creator, .received(nil)) == [500])
    #expect(try await coins(creator, .received(.coin)) == [10])
    #expect(try await coins(viewer, .sent) == [500, 10])
  }

  @Test func `a cursor that points at nothing is told apart from an empty list`() async throws {
    let nowhere = WalkCursor(position: EntryPosition(rawValue: 1 << 40), skip: 0)
    #expect(
      try await stage.platform.tipHistory(of: viewer.id, .sent, from: nowhere, limit: 5)?.items
        .count == nil)
    #expect(try await coins(viewer, .sent)?.isEmpty == true)
  }
}
