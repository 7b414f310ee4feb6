import HTTPServer
import JSON
import Testing

@testable import Realtime

@Suite struct AbuseTests {
  @Test func `a message that is too large ends the connection with a reason`() async throws {
    try await withDoor { door in
      let client = try door.client()
      try client.send(String(repeating: " ", count: 4_097))
      #expect(try client.nextErrorAndClose() == ("payload_too_large", 1009))
    }
  }

  @Test func `too many messages end the connection with a reason`() async throws {
    try await withDoor { door in
      let client = try door.client()
      for _ in 1...60 { try client.send(#"{"type":"ping"}"#) }
      #expect(try client.nextErrorAndClose() == ("rate_limited", 1008))
      #expect(await door.service.metrics().connections == 0)
    }
  }

  @Test(arguments: ["", "nonsense", "[1]", #"{"type":"tip"}"#, #"{"type":"join","room":7}"#])
  func `nonsense is answered and forgiven`(text: String) async throws {
    try await withDoor { door in
      let client = try door.client()
      try client.send(text)
      let code = try client.next("error")["code"]?.stringValue
      #expect(["malformed_request", "validation_failed"].contains(code))
      try client.join(Sample.channel)
    }
  }

  @Test func `wrong tokens have an end`() async throws {
    try await withDoor { door in
      let client = try door.client()
      for _ in 1...4 {
        try client.authenticate("fake-token-of-nobody")
        _ = try client.next("error")
      }
      try client.authenticate("fake-token-of-nobody")
      #expect(try client.nextErrorAndClose() == ("unauthenticated", 1008))
    }
  }

  @Test func `one user has so many connections`() async throws {
    var limits = RealtimeLimits()
    limits.connectionsPerUserMax = 2
    try await withDoor(limits: limits) { [limits] door in
      let clients = try (1...limits.connectionsPerUserMax).map { _ in
        let client = try door.client()
        try client.authenticate(Stage.aliceToken)
        _ = try client.next("authenticated")
        return client
      }
      let extra = try door.client()
      try extra.authenticate(Stage.aliceToken)
      #expect(try extra.nextErrorAndClose() == ("capacity_reached", 1008))
      try clients[0].join(Sample.channel)
    }
  }

  @Test func `one address has so many connections`() async throws {
    var limits = RealtimeLimits()
    limits.connectionsPerAddressMax = 1
    try await withDoor(limits: limits) { door in
      let first = try door.viewer()
      let second = try door.client()
      #expect(second.status == 429)
      #expect(second.head.contains("retry-after: 10\r\n"))
      try first.join(Sample.otherChannel)
    }
  }

  @Test func `behind a proxy everybody has connections of their own`() async throws {
    var limits = RealtimeLimits()
    limits.connectionsPerAddressMax = 1
    try await withDoor(limits: limits, proxies: .ofThisMachine) { door in
      let first = try door.client(fields: ["X-Forwarded-For: 192.0.2.1"])
      let again = try door.client(fields: ["X-Forwarded-For: 192.0.2.9, 192.0.2.1"])
      let other = try door.client(fields: ["Forwarded: for=192.0.2.2"])
      let neighbour = try door.client(fields: ["X-Forwarded-For: 2001:db8::1"])
      let sameHouse = try door.client(fields: ["X-Forwarded-For: 2001:db8::2"])
      let clients = [first, again, other, neighbour, sameHouse]
      #expect(clients.map(\.status) == [101, 429, 101, 101, 429])
    }
  }
}
