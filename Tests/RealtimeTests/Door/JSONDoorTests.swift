import JSON
import Ledger
import Monetization
import Testing

@testable import Realtime

@Suite struct JSONDoorTests {
  @Test func `two clients see a gift`() async throws {
    try await withDoor { door in
      let clients = [try door.viewer(), try door.viewer()]
      door.commit(Sample.entry(Sample.gift(9, from: 3, quantity: 2, coins: 20)))
      let messages = try clients.map { try $0.next("gift.sent") }
      #expect(messages[0] == messages[1])
      #expect(messages[0]["room"] == .string(Sample.channel))
      #expect(messages[0]["data"]?["giftTransactionId"] == .string(TransactionID(9).text))
      #expect(messages[0]["data"]?["senderName"] == .string("Viewer 3"))
      #expect(messages[0]["data"]?["coinAmount"] == .integer(20))
    }
  }

  @Test func `joining tells where the room stands and who is there`() async throws {
    try await withDoor { door in
      let client = try door.client()
      let joined = try client.join(Sample.channel)
      #expect(joined["room"] == .string(Sample.channel))
      #expect(joined["gap"] == .bool(false))
      let lastID = try #require(joined["lastId"]?.integerValue)
      #expect(try client.next("viewer.count")["data"]?["count"] == .integer(1))
      #expect(door.service.viewers(of: Sample.stream) == 1)
      door.commit(Sample.entry(Sample.gift(1)))
      #expect(try client.next("gift.sent")["id"] == .integer(lastID + 1))
    }
  }

  @Test func `who comes back gets what was missed, without doubles`() async throws {
    try await withDoor { door in
      let watcher = try door.viewer()
      let first = try door.viewer()
      door.commit(Sample.entry(Sample.gift(1)))
      let seen = try #require(try first.next("gift.sent")["id"]?.integerValue)
      _ = try watcher.next("gift.sent")
      try first.send(#"{"type":"leave","room":"\#(Sample.channel)"}"#)
      #expect(try first.next("left")["room"] == .string(Sample.channel))
      for number in 2...3 as ClosedRange<Int64> {
        door.commit(Sample.entry(Sample.gift(number)))
        _ = try watcher.next("gift.sent")
      }
      let second = try door.client()
      let joined = try second.join(Sample.channel, after: seen)
      #expect(joined["gap"] == .bool(false))
      #expect(joined["lastId"] == .integer(seen + 2))
      door.commit(Sample.entry(Sample.gift(4)))
      let ids = try (1...3).map { _ in try second.next("gift.sent")["id"] }
      #expect(ids == (1...3).map { .integer(seen + $0) })
      // The pong comes behind everything that was sent before it.
      try first.send(#"{"type":"ping"}"#)
      #expect(try first.next() == .message(.object([.init("type", .string("pong"))])))
    }
  }

  @Test(arguments: [0, 9_000_000_000_000])
  func `a number that the buffer does not reach is a gap`(after: Int64) async throws {
    try await withDoor { door in
      let watcher = try door.viewer()
      door.commit(Sample.entry(Sample.gift(1)))
      _ = try watcher.next("gift.sent")
      let client = try door.client()
      #expect(try client.join(Sample.channel, after: after)["gap"] == .bool(true))
      door.commit(Sample.entry(Sample.gift(2)))
      #expect(try client.next("gift.sent")["data"]?["giftTransactionId"] != nil)
    }
  }

  @Test func `an unknown room is not found`() async throws {
    try await withDoor { door in
      let client = try door.client()
      try client.send(#"{"type":"join","room":"stream-of-nobody"}"#)
      let error = try client.next("error")
      #expect(error["code"] == .string("not_found"))
      #expect(error["room"] == .string("stream-of-nobody"))
    }
  }

  @Test func `the operator sees connections and rooms`() async throws {
    try await withDoor { door in
      let clients = [try door.viewer(), try door.viewer()]
      door.commit(Sample.entry(Sample.gift(1)), Sample.entry(Sample.gift(2)))
      for client in clients {
        #expect(try client.next("gift.sent")["data"]?["quantity"] == .integer(2))
      }
      let metrics = await door.service.metrics()
      #expect(metrics.connections == 2)
      #expect(metrics.rooms == 1)
      #expect(metrics.published == 1)
      #expect(metrics.merged == 1)
      #expect(metrics.delivered >= 2)
    }
  }
}
