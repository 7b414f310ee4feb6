import Application
import HTTPServer
import JSON
import Ledger
import TestKit
import Testing

@testable import API

@Suite struct TestClockTests {
  @Test func `an admin moves the time, and what expires by it has expired`() async throws {
    let world = try await World()
    let token = world.server.token(of: "viewer", validSeconds: 3_600)
    let bearer: HTTPHeaders = ["authorization": "Bearer " + token]
    #expect(try await world.server.call(.get, "/api/me", bearer).status == 200)
    let before = world.server.testClock.now()
    let moved = try await Self.advance(7_200, in: world)
    #expect(moved["aheadSeconds"]?.integerValue == 7_200)
    let now = before.advanced(byMilliseconds: 7_200_000)
    #expect(moved["now"]?.stringValue == now.rfc3339)
    #expect(world.server.platform.clock.now() == now)
    #expect(try await world.server.call(.get, "/api/me", bearer).code == "unauthenticated")
  }

  @Test func `it goes a hundred years ahead in all and not a second further`() async throws {
    let world = try await World()
    let max = TestClock.aheadSecondsMax
    #expect(try await Self.advance(max - 1, in: world)["aheadSeconds"]?.integerValue == max - 1)
    #expect(try await Self.advance(2, in: world).code == "rule_violated")
    #expect(try await Self.advance(1, in: world)["aheadSeconds"]?.integerValue == max)
    #expect(try await Self.advance(1, in: world).code == "rule_violated")
  }

  @Test func `without a test's clock there is no such call`() async throws {
    let server = try TestServer(isDemo: false)
    let answer = try await server.call(
      .post, "/api/admin/test-clock", as: nil, #"{"advanceSeconds":1}"#)
    #expect(answer.code == "feature_disabled")
  }

  /// Moves the time by an admin whose token outlasts it.
  private static func advance(_ seconds: Int64, in world: World) async throws -> Answer {
    let token = world.server.token(
      of: "admin", validSeconds: 2 * TestClock.aheadSecondsMax)
    return try await world.server.call(
      .post, "/api/admin/test-clock",
      ["authorization": "Bearer " + token, "content-type": "application/json"],
      body: Array(#"{"advanceSeconds":\#(seconds)}"#.utf8))
  }
}
