import JSON
import Ledger
import Monetization
import Testing

@testable import Realtime

@Suite struct AuthenticationTests {
  /// The three ways to bring a token.
  enum Way: CaseIterable {
    case header, subprotocol, message
  }

  @Test(arguments: Way.allCases)
  func `a token opens the private feed, for its user only`(way: Way) async throws {
    try await withDoor { door in
      let alice = try Self.connect(way, Stage.aliceToken, to: door)
      let bob = try Self.connect(way, Stage.bobToken, to: door)
      door.commit(Sample.entry(Sample.gift(1, from: Stage.alice.rawValue), wallet: 90))
      door.commit(Sample.entry(Sample.gift(2, from: Stage.bob.rawValue), wallet: 40))
      let toAlice = try alice.next("balance.updated")
      #expect(toAlice["room"] == .string("me"))
      #expect(toAlice["data"]?["balance"] == .integer(90))
      guard case .message(let toBob) = try bob.next() else {
        Issue.record("the socket was closed")
        return
      }
      #expect(toBob["type"] == .string("balance.updated"))
      #expect(toBob["data"]?["balance"] == .integer(40))
    }
  }

  @Test func `the sub-protocol is named in the answer`() async throws {
    try await withDoor { door in
      let client = try door.client(
        fields: ["Sec-WebSocket-Protocol: bearer.\(Stage.aliceToken)"])
      #expect(client.head.contains("sec-websocket-protocol: bearer.\(Stage.aliceToken)\r\n"))
    }
  }

  @Test(arguments: [
    ("/api/realtime", ["Authorization: Bearer fake-token-of-nobody"], 401),
    ("/api/realtime", ["Sec-WebSocket-Protocol: bearer.fake-token-of-nobody"], 401),
    ("/api/realtime", ["Authorization: Basic fake"], 401),
    ("/api/realtime", ["Authorization: Bearer fake-token-in-an-outage"], 503),
    ("/api/realtime", ["Authorization: Bearer fake-token-after-many-wrong-ones"], 429),
    ("/api/realtime", ["Authorization: Bearer fake-token-that-has-just-ended"], 401),
    (
      "/api/realtime",
      [
        "Authorization: Bearer fake-token-of-alice", "Authorization: Bearer fake-token-of-bob",
      ], 401
    ),
    ("/api/realtime?token=fake-token-of-alice", [], 400),
  ])
  func `a wrong token opens nothing`(
    target: String, fields: [String], status: Int
  ) async throws {
    try await withDoor { door in
      let client = try door.client(target: target, fields: fields)
      #expect(client.status == status)
      #expect(await door.service.metrics().refused == 1)
    }
  }

  @Test func `without a token there are public rooms only`() async throws {
    try await withDoor { door in
      let client = try door.viewer()
      try client.send(#"{"type":"join","room":"me"}"#)
      #expect(try client.next("error")["code"] == .string("unauthenticated"))
      try client.authenticate("fake-token-of-nobody")
      #expect(try client.next("error")["code"] == .string("unauthenticated"))
      door.commit(Sample.entry(Sample.gift(1, from: Stage.alice.rawValue)))
      _ = try client.next("gift.sent")
    }
  }

  @Test func `a token that expires closes the feed and leaves the rooms`() async throws {
    var limits = RealtimeLimits()
    limits.sweepMilliseconds = 5
    try await withDoor(limits: limits) { door in
      let client = try Self.connect(.header, Stage.aliceToken, to: door)
      try client.join(Sample.channel)
      door.stage.setTime(Stage.expiry)
      #expect(try client.next("error")["code"] == .string("unauthenticated"))
      door.commit(Sample.entry(Sample.gift(1, from: Stage.alice.rawValue), wallet: 90))
      guard case .message(let message) = try client.next() else {
        Issue.record("the socket was closed")
        return
      }
      #expect(message["type"] == .string("gift.sent"))
    }
  }

  @Test func `a token that ends while it is looked at opens no feed`() async throws {
    try await withDoor { door in
      let client = try door.client()
      try client.authenticate("fake-token-that-has-just-ended")
      #expect(try client.next("error")["code"] == .string("unauthenticated"))
      try client.authenticate("fake-token-after-many-wrong-ones")
      #expect(try client.next("error")["code"] == .string("rate_limited"))
    }
  }

  @Test func `a private feed is resumed after a cut`() async throws {
    try await withDoor { door in
      let first = try door.client()
      try first.authenticate(Stage.aliceToken)
      let lastID = try #require(try first.next("authenticated")["lastId"]?.integerValue)
      door.commit(Sample.entry(Sample.gift(1, from: Stage.alice.rawValue), wallet: 90))
      #expect(try first.next("balance.updated")["id"] == .integer(lastID + 1))
      let second = try Self.connect(.header, Stage.aliceToken, to: door)
      let joined = try second.join("me", after: lastID)
      #expect(joined["gap"] == .bool(false))
      #expect(try second.next("balance.updated")["id"] == .integer(lastID + 1))
    }
  }

  private static func connect(
    _ way: Way, _ token: String, to door: RunningDoor
  ) throws -> DoorClient {
    switch way {
    case .header: return try settled(door.client(fields: ["Authorization: Bearer \(token)"]))
    case .subprotocol:
      return try settled(door.client(fields: ["Sec-WebSocket-Protocol: bearer.\(token)"]))
    case .message:
      let client = try door.client()
      try client.authenticate(token)
      _ = try client.next("authenticated")
      return client
    }
  }

  /// A client whose opening is known to be over, because a message was answered.
  private static func settled(_ client: DoorClient) throws -> DoorClient {
    try client.send(#"{"type":"ping"}"#)
    _ = try client.next("pong")
    return client
  }
}
