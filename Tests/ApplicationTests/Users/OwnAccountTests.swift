import Application
import Ledger
import Monetization
import Testing

@Suite struct OwnAccountTests {
  private let stage: PlatformStage

  init() throws { stage = try PlatformStage() }

  @Test func `an account has the wallet and both limits`() async throws {
    let platform = stage.platform
    let user = try await stage.person("viewer")
    var changes = SettingsChanges()
    changes.gifts.dailySpendingLimit = .set(500)
    _ = try await platform.editSettings(changes, from: nil, by: stage.boss)
    let account = try await platform.setSpendingLimit(
      of: user.id, to: .set(100), by: Caller(user: user.id, roles: .user))
    #expect(account.limits == SpendingLimits(own: 100, platform: 500, spentToday: 0))
    #expect(account.user.externalID == "viewer" && account.creator == nil)
    #expect(account.wallet.balance == 0)
  }

  @Test func `the cast of the demo can sign in, and nobody else`() async throws {
    let platform = stage.platform
    let nobody = Caller(user: nil, roles: [])
    let person = try await platform.signInToDemo(as: "demo-creator", by: nobody)
    #expect(person.user.profile.displayName == "Luna Live")
    let again = try await platform.signInToDemo(as: "demo-creator", by: nobody)
    #expect(again.user.id == person.user.id)
    await #expect(throws: UseCaseError.refused(.notFound(.user))) {
      _ = try await platform.signInToDemo(as: "viewer", by: nobody)
    }
  }
}
