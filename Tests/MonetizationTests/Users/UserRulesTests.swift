import Ledger
import Monetization
import Testing

@Suite struct UserRulesTests {
  private static let name = UniqueName(.user, "user-0")

  @Test func `somebody new is registered under the moment's identifier`() throws {
    let command = Command.registerUser(
      RegisterUser(externalID: "new", profile: UserProfile(username: "new")))
    let delta = try #require(World().decide(command).delta)
    let id = UserID(World.moment.stamp.rawValue)
    var user = User(id: id, externalID: "new", profile: UserProfile(username: "new"))
    user.isAdmin = false
    #expect(delta.facts == [.userRegistered(UserRegistered(id))])
    #expect(delta.rows == [.user(user), .name(UniqueName(.user, "new"), OwnerID(id))])
  }

  @Test func `a profile is brought up to date, and kept where nothing is told`() throws {
    var world = World()
    world.claim(Self.name, for: OwnerID(World.viewer))
    world.putUser(World.viewer) {
      $0.profile = UserProfile(username: "old", country: "IN")
    }
    func register(_ profile: UserProfile) -> Decision {
      world.decide(
        .registerUser(RegisterUser(externalID: "user-0", known: World.viewer, profile: profile)))
    }
    let delta = try #require(register(UserProfile(username: "new")).delta)
    #expect(delta.facts == [.userChanged(UserChanged(World.viewer))])
    guard case .user(let user)? = delta.rows.first else {
      Issue.record("a profile is a row")
      return
    }
    #expect(user.profile == UserProfile(username: "new", country: "IN"))
    #expect(register(UserProfile()) == .unchanged)
    #expect(register(UserProfile(username: "old")) == .unchanged)
  }

  @Test func `a field of a profile is cleared where that is said`() throws {
    var world = World()
    world.claim(Self.name, for: OwnerID(World.viewer))
    world.putUser(World.viewer) {
      $0.profile = UserProfile(username: "old", displayName: "Old", country: "IN")
    }
    var changes = ProfileChanges()
    changes.displayName = .set(nil)
    changes.locale = .set("en-IN")
    let command = RegisterUser(externalID: "user-0", known: World.viewer, changes: changes)
    _ = try world.accept(.registerUser(command), sequence: 0)
    #expect(
      world.state.users[OwnerID(World.viewer)]?.profile
        == UserProfile(username: "old", locale: "en-IN", country: "IN"))
  }

  @Test func `somebody who was registered meanwhile is not registered again`() {
    var world = World()
    world.claim(Self.name, for: OwnerID(rawValue: 999))
    let command = Command.registerUser(RegisterUser(externalID: "user-0"))
    #expect(world.decide(command) == .unchanged)
  }

  @Test func `a standing changes, stays, or has nobody to change`() {
    let world = World()
    func stand(_ user: UserID, admin: Bool? = nil, suspended: Bool? = nil) -> Decision {
      world.decide(
        .setUserStanding(SetUserStanding(user: user, isAdmin: admin, isSuspended: suspended)))
    }
    #expect(
      stand(World.viewer, suspended: true).delta?.facts == [.userChanged(UserChanged(World.viewer))]
    )
    #expect(stand(World.viewer, admin: true).delta != nil)
    #expect(stand(World.viewer) == .unchanged)
    #expect(stand(World.viewer, admin: false, suspended: false) == .unchanged)
    #expect(stand(UserID(9)).refusal == .notFound(.user))
  }

  @Test func `a limit is set, lifted, or refused below nothing`() {
    var world = World()
    func limit(_ coins: Int64?, of user: UserID = World.viewer) -> Decision {
      world.decide(.setSpendingLimit(SetSpendingLimit(user: user, dailyCoins: .set(coins))))
    }
    #expect(limit(0).delta?.facts == [.userChanged(UserChanged(World.viewer))])
    #expect(limit(nil) == .unchanged)
    #expect(limit(-1).refusal == .user(.spendingLimitNegative))
    #expect(limit(-1, of: UserID(9)).refusal == .notFound(.user))
    world.putUser(World.viewer) { $0.dailySpendingLimit = 5 }
    #expect(limit(nil).delta != nil)
    #expect(limit(5) == .unchanged)
    let kept = SetSpendingLimit(user: World.viewer, dailyCoins: .keep)
    #expect(world.decide(.setSpendingLimit(kept)) == .unchanged)
  }
}
