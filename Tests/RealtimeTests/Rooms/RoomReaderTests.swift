import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money
import Testing

@testable import Realtime

@Suite struct RoomReaderTests {
  @Test func `the room of an existing stream is open`() async throws {
    let town = try Town()
    let findRoom = town.sources.findRoom
    #expect(await findRoom(town.channel) == .open(.stream(town.stream)))
    for name in ["", "-", "stream-", "x" + town.channel, "stream-" + StreamID(5).text] {
      #expect(await findRoom(name) == .unknown)
    }
  }

  @Test func `a committed gift is shown with its names and message`() async throws {
    let town = try Town()
    try await withDoor(sources: town.sources) { [town = Unshared(town)] door in
      town.value.onCommit { door.service.committed($0) }
      let client = try door.client(fields: ["Authorization: Bearer \(Stage.aliceToken)"])
      try client.join(town.value.channel)
      guard case .accepted = town.value.sendGift(quantity: 3, message: "For you") else {
        Issue.record("the gift was refused")
        return
      }
      var heard: [String: JSONValue] = [:]
      while heard["balance.updated"] == nil || heard["gift.sent"] == nil {
        guard case .message(let message) = try client.next() else { break }
        heard[message["type"]?.stringValue ?? ""] = message["data"]
      }
      let gift = try #require(heard["gift.sent"])
      #expect(gift["giftName"] == .string("Rose"))
      #expect(gift["imageUrl"] == .string("/gifts/rose.webp"))
      #expect(gift["senderId"] == .string("viewer"))
      #expect(gift["senderName"] == .string("VIEWER"))
      #expect(gift["quantity"] == .integer(3))
      #expect(gift["message"] == .string("For you"))
      #expect(heard["balance.updated"]?["balance"] == .integer(970))
    }
  }
}

/// `@unchecked Sendable`: the one test that holds it uses it from one task at a time.
private struct Unshared<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
