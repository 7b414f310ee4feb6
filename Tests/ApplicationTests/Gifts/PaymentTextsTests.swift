import Application
import Ledger
import Monetization
import TestKit
import Testing

@Suite struct PaymentTextsTests {
  private let fixture: LaneFixture

  init() throws { fixture = try LaneFixture() }

  private static let metadata = Metadata([Metadata.Pair("order", "A-1")])

  /// Sends a gift with these texts.
  private func send(
    _ message: String?, _ metadata: Metadata?
  ) throws -> (CreatorPaid, EntryPosition) {
    var command = SendGift(
      sender: fixture.viewer, receiver: fixture.creator, gift: fixture.gift, quantity: 1)
    (command.message, command.metadata) = (message, metadata)
    let entry = try #require(try fixture.accept([.sendGift(command)]).first)
    return (try #require(entry.sentGift).payment, entry.position)
  }

  @Test(arguments: [nil, "For you"], [nil, metadata])
  func `each text of a payment is found where it is`(message: String?, metadata: Metadata?) throws {
    let (payment, position) = try send(message, metadata)
    let store = fixture.store
    #expect(try store.text(.message, of: payment, at: position) == message)
    #expect(try store.metadata(of: payment, at: position) == metadata)
  }

  @Test(arguments: [0, 1])
  func `an erased text is nil and leaves the other where it is`(erased: Int) throws {
    let (payment, position) = try send("For you", Self.metadata)
    var store = AlteredStore(base: fixture.store)
    store.alterTexts = { texts in
      texts.enumerated().map { $0.offset == erased ? nil : $0.element }
    }
    #expect(
      try store.text(.message, of: payment, at: position) == (erased == 0 ? nil : "For you"))
    #expect(
      try store.metadata(of: payment, at: position) == (erased == 1 ? nil : Self.metadata))
  }
}
