import Application
import HTTPServer
import Testing

@testable import API

/// Ids that name nothing are answered without the lane, which has to load what a command names.
@Suite struct InventedIDTests {
  @Test func `gifts and streams that do not exist never reach the engine`() async throws {
    let world = try await World()
    // From now on whatever reaches the engine is answered 503.
    world.server.platform.engine.close()
    let requests: [(String, String, String)] = [
      ("/api/gifts/send", "viewer", #"{"giftId":"gft_0000000000001","receiverId":"creator"}"#),
      ("/api/gifts/send", "viewer", world.send(1, #","streamId":"str_0000000000001""#)),
      ("/api/streams/str_0000000000001/start", "creator", ""),
      ("/api/streams/str_0000000000001/end", "admin", ""),
    ]
    for (target, user, body) in requests {
      let answer = try await world.server.call(.post, target, as: user, body)
      #expect(answer.code == "not_found", "\(target) \(body)")
    }
    let key = try await world.server.call(
      .delete, "/api/me/api-keys/key_0000000000001", as: "admin")
    #expect(key.code == "not_found")
    let real = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    #expect(real.code == "storage_unavailable")
  }

  @Test func `a package that does not exist never reaches the engine`() async throws {
    let world = try await World()
    try await PaymentStage.with(world, in: try Folder()) { stage in
      world.server.platform.engine.close()
      let invented = try stage.call(
        "POST", "/api/coins/purchase", as: "viewer", #"{"packageId":"pkg_0000000000001"}"#)
      #expect(invented.code == "not_found")
      #expect(try stage.buy(as: "viewer").code == "storage_unavailable")
    }
  }

  @Test func `a replay tells what it told, when its gift is retired and its stream has ended`()
    async throws
  {
    let world = try await World()
    let body = world.send(2, #","streamId":"\#(world.stream)""#)
    let sent = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", body, key: "key-1")
    _ = try await world.server.call(.delete, "/api/admin/gifts/\(world.gift)", as: "admin")
    _ = try await world.server.call(.post, "/api/streams/\(world.stream)/end", as: "creator")
    let replayed = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", body, key: "key-1")
    #expect(sent.status == 200 && replayed.bytes == sent.bytes)
    #expect(replayed.headers["idempotent-replayed"] == "true")
    let again = try await world.server.call(.post, "/api/gifts/send", as: "viewer", body)
    #expect(again.code == "not_found")
  }

  @Test func `a suspended sender is told of the suspension, whatever the gift`() async throws {
    let world = try await World()
    _ = try await world.server.call(.post, "/api/admin/users/viewer/suspend", as: "admin")
    let answer = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer",
      #"{"giftId":"gft_0000000000001","receiverId":"creator"}"#)
    #expect(answer.code == "account_suspended")
  }
}
