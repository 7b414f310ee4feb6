import Application
import Ledger
import Monetization
import Money
import TestKit
import Testing

/// A condition is compared with the row that the command would change, in the lane.
@Suite struct RowConditionTests {
  private static func rename(
    _ fixture: LaneFixture, to name: String, ifOneOf versions: [String]?, key: UInt64? = nil
  ) -> CommandRequest {
    var changes = GiftChanges()
    changes.name = name
    let command = Command.saveGift(SaveGift(id: fixture.gift, changes: changes))
    return CommandRequest(
      command, actor: .global, idempotency: fixture.request(command, key: key).idempotency,
      if: versions.map { RowCondition(.gift, of: OwnerID(fixture.gift), isOneOf: $0) })
  }

  private static func gift(of fixture: LaneFixture) throws -> Gift {
    let owner = OwnerID(fixture.gift)
    return try #require(try fixture.store.state(of: [owner]).gifts[owner])
  }

  @Test func `of commands that want one version, one in a batch is done`() throws {
    let fixture = try LaneFixture()
    let version = RowCondition.version(of: try Self.gift(of: fixture))
    let outcomes = fixture.lane.process(
      ["Tulip", "Lily", "Iris"].map {
        Self.rename(fixture, to: $0, ifOneOf: [version, "older"])
      })
    #expect(outcomes[0].entry != nil)
    #expect(outcomes.dropFirst().allSatisfy { $0 == .failed(.preconditionFailed) })
    #expect(try Self.gift(of: fixture).appearance.name == "Tulip")
  }

  @Test func `a send of a limited gift makes another version, one of any other gift does not`()
    throws
  {
    let fixture = try LaneFixture()
    let first = RowCondition.version(of: try Self.gift(of: fixture))
    try fixture.accept([fixture.send()])
    #expect(RowCondition.version(of: try Self.gift(of: fixture)) == first)
    var changes = GiftChanges()
    changes.remaining = .set(5)
    try fixture.accept([.saveGift(SaveGift(id: fixture.gift, changes: changes))])
    let limited = RowCondition.version(of: try Self.gift(of: fixture))
    try fixture.accept([fixture.send()])
    let request = Self.rename(fixture, to: "Tulip", ifOneOf: [first, limited])
    #expect(fixture.lane.process([request]) == [.failed(.preconditionFailed)])
  }

  @Test func `a condition that fails is not kept under a key, and a key is asked first`() throws {
    let fixture = try LaneFixture()
    let stale = Self.rename(fixture, to: "Tulip", ifOneOf: [], key: 1)
    #expect(fixture.lane.process([stale]) == [.failed(.preconditionFailed)])
    let version = RowCondition.version(of: try Self.gift(of: fixture))
    let request = Self.rename(fixture, to: "Tulip", ifOneOf: [version], key: 1)
    let outcomes = fixture.lane.process([request, request])
    // The second try finds the row changed by the first one, and its answer before that.
    #expect(outcomes.map(\.isReplay) == [false, true])
    #expect(outcomes[0].entry == outcomes[1].entry)
  }

  @Test func `a row that is not there is left to the rules`() throws {
    let fixture = try LaneFixture()
    let command = Command.saveGift(SaveGift(id: GiftID(9), changes: GiftChanges()))
    let request = CommandRequest(
      command, actor: .global, if: RowCondition(.gift, of: OwnerID(rawValue: 9), isOneOf: ["x"]))
    #expect(fixture.lane.process([request]) == [.refused(.notFound(.gift), isReplay: false)])
  }

  @Test func `settings have a version before they are saved`() throws {
    let fixture = try LaneFixture()
    let version = RowCondition.version(of: Settings.initial)
    var changes = SettingsChanges()
    changes.coin.name = "Star"
    let request = CommandRequest(
      .saveSettings(SaveSettings(from: nil, changes: changes)), actor: .global,
      if: RowCondition(.settings, of: .global, isOneOf: [version]))
    let outcomes = fixture.lane.process([request, request])
    #expect(outcomes[0].entry != nil && outcomes[1] == .failed(.preconditionFailed))
  }
}
