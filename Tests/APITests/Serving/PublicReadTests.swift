import Application
import HTTPServer
import JSON
import Testing

@testable import API

/// What anybody may read, while the projections stand still.
@Suite struct PublicReadTests {
  /// A world whose projections know nothing of the newest gift.
  private static func stillWorld() async throws -> World {
    let world = try await World()
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(1))
    let before = try await world.server.call(.get, "/api/creators/creator")
    try #require(before["giftsReceived"]?["coins"]?.integerValue == 10)
    world.server.platform.runner.close()
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(4))
    return world
  }

  @Test func `strangers read what is there and make nobody catch up`() async throws {
    let world = try await Self.stillWorld()
    let profile = try await world.server.call(.get, "/api/creators/creator")
    #expect(profile["giftsReceived"]?["coins"]?.integerValue == 10)
    for target in [
      "/api/gifts", "/api/coins/packages", "/api/streams", "/api/streams/\(world.stream)",
      "/api/creators/creator/streams", "/api/posts/post/gifts",
    ] {
      #expect(try await world.server.call(.get, target).status == 200, "\(target)")
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `while projections are rebuilt balances are told and lists are not`() async throws {
    let server = try TestServer(isProjecting: false)
    try await server.give(70, to: "viewer")
    let wallet = try await server.call(.get, "/api/coins/balance", as: "viewer")
    #expect(wallet["balance"]?.integerValue == 70)
    let ready = try await server.call(.get, "/readyz")
    #expect(ready.status == 503)
    #expect(ready["problems"] == .array([.string("projections_rebuilding")]))
    #expect(ready["projectionLagEntries"]?.integerValue == 2)
    async let gifts = server.call(.get, "/api/gifts")
    async let purchases = server.call(.get, "/api/coins/purchases", as: "viewer")
    for answer in try await [gifts, purchases] {
      #expect(answer.status == 503)
      #expect(answer.code == "storage_unavailable")
      #expect(answer.headers["retry-after"] == "2")
    }
    _ = try server.platform.runner.runRound()
    #expect(try await server.call(.get, "/readyz").status == 200)
    #expect(try await server.call(.get, "/api/gifts").status == 200)
  }

  @Test func `a balance does not wait for the projections, whatever lists do`() async throws {
    let world = try await Self.stillWorld()
    for target in ["/api/coins/balance", "/api/wallet/me", "/api/me"] {
      let wallet = try await world.server.call(.get, target, as: "viewer")
      #expect(wallet["balance"]?.integerValue == World.coins - 50, "\(target) \(wallet.text)")
    }
    let dashboard = try await world.server.call(.get, "/api/earnings/dashboard", as: "creator")
    #expect(dashboard.code == "storage_unavailable")
    #expect(dashboard.headers["retry-after"] == "2")
  }
}
