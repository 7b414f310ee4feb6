import Ledger
import Monetization
import Testing

@Suite struct CreatorRulesTests {
  private static func apply(_ user: UserID = World.creator) -> Command {
    .applyAsCreator(ApplyAsCreator(user: user))
  }

  private static func review(
    _ user: UserID = World.creator, approves: Bool, reason: String? = nil
  ) -> Command {
    .reviewCreator(ReviewCreator(user: user, approves: approves, reason: reason))
  }

  @Test func `somebody new applies`() {
    let decision = World().decide(Self.apply(World.stranger))
    let listed = OwnerID(rawValue: World.moment.stamp.rawValue)
    #expect(
      decision.delta?.facts == [.creatorApplied(CreatorApplied(World.stranger, listed: listed))])
  }

  @Test(
    arguments: [
      (.applied, false), (.approved, false), (.rejected, true),
    ] as [(CreatorStatus, Bool)])
  func `only after a rejection does one apply again`(status: CreatorStatus, isAccepted: Bool) {
    var world = World()
    world.putCreator(status)
    let decision = world.decide(Self.apply())
    #expect((decision.delta != nil) == isAccepted)
    if !isAccepted { #expect(decision.refusal == .creator(.alreadyApplied)) }
  }

  @Test func `the unknown and the suspended do not apply`() {
    var world = World()
    #expect(world.decide(Self.apply(UserID(9))).refusal == .notFound(.user))
    world.putUser(World.creator) { $0.isSuspended = true }
    #expect(world.decide(Self.apply()).refusal == .user(.suspended))
  }

  @Test(
    arguments: [
      (.applied, true, nil), (.approved, true, nil),
      (.rejected, true, .creator(.alreadyReviewed)),
      (.applied, false, nil), (.rejected, false, nil),
      (.approved, false, .creator(.alreadyReviewed)),
    ] as [(CreatorStatus, Bool, Refusal?)])
  func `an application is reviewed once`(
    status: CreatorStatus, approves: Bool, refusal: Refusal?
  ) {
    var world = World()
    world.putCreator(status)
    let decision = world.decide(Self.review(approves: approves, reason: "Reason"))
    let goal: CreatorStatus = approves ? .approved : .rejected
    #expect(decision.refusal == refusal)
    #expect((decision == .unchanged) == (status == goal))
    if status == .applied {
      let listed = OwnerID(World.creator)
      #expect(
        decision.delta?.facts == [
          .creatorReviewed(CreatorReviewed(World.creator, goal, listed: listed))
        ])
      #expect(decision.delta?.texts == ["Reason"])
    }
  }

  @Test func `a rejection has a reason, and an application is there`() {
    var world = World()
    world.putCreator(.applied)
    let silent = world.decide(Self.review(approves: false))
    #expect(silent.refusal == .creator(.reasonMissing))
    let unknown = world.decide(Self.review(World.stranger, approves: true))
    #expect(unknown.refusal == .notFound(.creator))
  }
}
