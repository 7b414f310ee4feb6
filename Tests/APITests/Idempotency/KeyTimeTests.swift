import HTTPServer
import Ledger
import TestKit
import Testing

@testable import API

/// Keys that carry a time, or seem to; the clock of these tests shows January 2027.
@Suite struct KeyTimeTests {
  @Test(arguments: [
    "00d1f1b2-0a4e-7d3c-2f11-000000000001", "00d1f1b2-0a4e-7d3c-cf11-000000000001",
    "00d1f1b2-0a4e-7d3c-ff11-000000000001", "00d1f1b2-0a4e-4d3c-8f11-000000000001",
  ])
  func `a UUID of another variant or version has no time`(key: String) async throws {
    let world = try await World()
    for isReplay in [nil, "true"] {
      let answer = try await world.server.call(
        .post, "/api/gifts/send", as: "viewer", world.send(), key: key)
      #expect(answer.status == 200, "\(answer.text)")
      #expect(answer.headers["idempotent-replayed"] == isReplay)
    }
  }

  @Test(arguments: [(86_400_000, true), (86_400_001, false), (3_153_600_000_000, false)])
  func `a key of the future is refused before anything happens`(
    milliseconds: Int64, isTaken: Bool
  ) async throws {
    let world = try await World()
    let made = world.server.clock.now().advanced(byMilliseconds: milliseconds)
    let digits = String(made.milliseconds, radix: 16)
    let padded = String(repeating: "0", count: 12 - digits.count) + digits
    let key = "\(padded.prefix(8))-\(padded.suffix(4))-7abc-8def-000000000001"
    let answer = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(), key: key)
    #expect(answer.status == (isTaken ? 200 : 400), "\(answer.text)")
    #expect(answer.code == (isTaken ? nil : "malformed_request"))
    #expect(try await world.balance() == World.coins - (isTaken ? 10 : 0))
  }
}
