import Ledger
import Money
import Testing

@testable import Monetization

@Suite struct SendTipTests {
  private static func tip(
    _ coins: Int64, from payer: UserID = World.viewer, to creator: UserID = World.creator,
    in stream: StreamID? = nil
  ) -> Command {
    var tip = SendTip(payer: payer, creator: creator, coins: Coins(coins))
    tip.stream = stream
    tip.message = "Thank you"
    return .sendTip(tip)
  }

  @Test func `a tip is paid, split by its own rule and recorded by one fact`() throws {
    let decision = World().decide(Self.tip(55, in: World.stream))
    let delta = try #require(decision.delta)
    let earnings = AccountKey(OwnerID(World.creator), .earnings, .coin)
    let draft = try #require(delta.transactions.first)
    // A tenth of 55 is 5.5: 5 now, the half carried.
    #expect(
      draft.movements == [
        Movement(AccountKey(OwnerID(World.viewer), .wallet, .coin), .tipSent, -55),
        Movement(earnings, .tipReceived, 55),
        Movement(earnings, .commission, -5),
        Movement(AccountKey(World.platform, .commission, .coin), .counterpart, 5),
      ])
    try checkBalance(draft.movements)
    guard case .creatorPaid(let paid)? = delta.facts.first else {
      Issue.record("a tip is a payment")
      return
    }
    #expect(delta.facts.count == 1 && paid.split.source == .tip && paid.texts == .message)
    #expect(paid.place.stream == World.stream && paid.subject == .global)
    #expect(delta.texts == ["Thank you"])
  }

  @Test func `refuses in the order that people can act on`() {
    var world = World()
    #expect(world.decide(Self.tip(5, from: UserID(9))).refusal == .notFound(.user))
    #expect(world.decide(Self.tip(5, in: StreamID(9))).refusal == .notFound(.stream))
    #expect(world.decide(Self.tip(5, from: World.creator)).refusal == .tip(.payment(.selfPayment)))
    #expect(
      world.decide(Self.tip(5, to: World.stranger)).refusal == .tip(.payment(.receiverNotCreator)))
    #expect(
      world.decide(Self.tip(1_001)).refusal
        == .wallet(.insufficientBalance(required: 1_001, balance: 1_000)))
    #expect(world.decide(Self.tip(1_000)).delta != nil)
    world.putStream(.ended)
    #expect(
      world.decide(Self.tip(5, in: World.stream)).refusal == .stream(.notLive))
    world.putUser(World.viewer) { $0.isSuspended = true }
    #expect(world.decide(Self.tip(0)).refusal == .user(.suspended))
  }

  @Test(
    arguments: [(9, .belowMinimum(10)), (10, nil), (500, nil), (501, .aboveMaximum(500))]
      as [(Int64, TipRefusal?)])
  func `a tip keeps to the settings`(coins: Int64, refusal: TipRefusal?) {
    var world = World()
    world.putSettings {
      $0.tips = TipSettings(minimum: 10, maximum: 500, presets: [])
    }
    let decision = world.decide(Self.tip(coins))
    #expect((decision.delta != nil) == (refusal == nil))
    #expect(decision.refusal == refusal.map { .tip($0) })
  }

  @Test func `settings of tips that contradict themselves are refused`() {
    func fault(_ minimum: Int64, _ maximum: Int64, _ presets: [Int64]) -> Refusal? {
      var settings = Settings.streamit
      settings.tips = TipSettings(minimum: minimum, maximum: maximum, presets: presets)
      return settings.fault
    }
    #expect(fault(1, 1, [1]) == nil)
    #expect(fault(0, 5, []) == .tip(.maximumBelowMinimum))
    #expect(fault(6, 5, []) == .tip(.maximumBelowMinimum))
    #expect(fault(1, 1_000_000_001, []) == .tip(.maximumBelowMinimum))
    #expect(fault(2, 5, [1]) == .tip(.presetsOutOfBounds))
    #expect(fault(1, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]) == .tip(.presetsOutOfBounds))
  }

  @Test func `a tip tells its sums, its room and the feed of its creator`() throws {
    var world = World()
    let entry = try #require(try world.accept(Self.tip(55, in: World.stream), sequence: 1))
    var recorder = RoomRecorder()
    entry.read(by: &recorder)
    #expect(recorder.rooms == [.stream(World.stream), .feed(World.creator)])
    let pair = SumKey(World.creator.rawValue, World.viewer.rawValue)
    #expect(recorder.sums[.supporters]?[pair] == .sums(55, 1))
    #expect(recorder.sums[.tippers]?[pair] == .sums(55, 1))
    #expect(recorder.sums[.tips]?[SumKey(World.creator.rawValue)] == .sums(1, 55))
    #expect(recorder.sums[.tips]?[SumKey(World.viewer.rawValue)] == .sums(0, 0, 1, 55))
  }

  private struct RoomRecorder: FactReader {
    var rooms: [RoomKey] = []
    var sums: [SumTable: [SumKey: SumRow]] = [:]

    mutating func published(_ event: RoomEvent, in room: RoomKey) { rooms.append(room) }

    mutating func added(_ sums: SumRow, to key: SumKey, of table: SumTable) {
      self.sums[table, default: [:]][key, default: .zero] &+= sums
    }
  }
}
