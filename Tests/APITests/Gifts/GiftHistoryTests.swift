import HTTPServer
import JSON
import Testing

@testable import API

@Suite struct GiftHistoryTests {
  @Test func `sender and receiver see the same gift, each with their totals`() async throws {
    let world = try await World()
    _ = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer",
      world.send(4, #","streamId":"\#(world.stream)","message":"Hello""#))
    let sent = try await world.server.call(.get, "/api/gifts/history", as: "viewer")
    let received = try await world.server.call(.get, "/api/gifts/received", as: "creator")
    #expect(sent.data.count == 1)
    #expect(
      sent.data.first?["giftTransactionId"] == received.data.first?["giftTransactionId"])
    let item = try #require(received.data.first)
    #expect(item["senderId"]?.stringValue == "viewer")
    #expect(item["receiverId"]?.stringValue == "creator")
    #expect(item["message"]?.stringValue == "Hello")
    #expect(item["streamId"]?.stringValue == world.stream)
    // 40 coins less 25 %.
    #expect(item["earned"]?.integerValue == 30)
    #expect(sent["totals"]?["coins"]?.integerValue == 40)
    #expect(received["totals"]?["count"]?.integerValue == 4)
    let other = try await world.server.call(.get, "/api/gifts/received", as: "other-creator")
    #expect(other.data.isEmpty)
  }

  @Test func `pages follow each other without gap or repeat while new gifts arrive`() async throws {
    let world = try await World()
    for quantity in 1...7 {
      _ = try await world.server.call(
        .post, "/api/gifts/send", as: "viewer", world.send(Int64(quantity)))
    }
    var quantities: [Int64?] = []
    var cursor: String? = ""
    while let next = cursor {
      let query = next.isEmpty ? "limit=3" : "limit=3&cursor=\(next)"
      let page = try await world.server.call(.get, "/api/gifts/history?\(query)", as: "viewer")
      quantities += page.data.map { $0["quantity"]?.integerValue }
      cursor = page["nextCursor"]?.stringValue
      _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(9))
    }
    #expect(quantities == [7, 6, 5, 4, 3, 2, 1])
  }

  @Test func `a cursor of somebody else's account shows nothing of theirs`() async throws {
    let world = try await World()
    for _ in 0..<3 {
      _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    }
    let page = try await world.server.call(.get, "/api/gifts/history?limit=1", as: "viewer")
    let cursor = try #require(page["nextCursor"]?.stringValue)
    let stolen = try await world.server.call(
      .get, "/api/gifts/history?cursor=\(cursor)", as: "other-viewer")
    #expect(stolen.status == 200)
    #expect(stolen.data.isEmpty)
  }

  @Test func `a post shows its gifts to everybody`() async throws {
    let world = try await World()
    _ = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(2, #","postId":"post 1""#))
    let post = try await world.server.call(.get, "/api/posts/post%201/gifts")
    #expect(post["giftCount"]?.integerValue == 2)
    #expect(post["giftCoins"]?.integerValue == 20)
    #expect(post.data.first?["postId"]?.stringValue == "post 1")
    #expect(post.data.first?.names.contains("newBalance") == false)
    let other = try await world.server.call(.get, "/api/posts/other/gifts")
    #expect(other["giftCount"]?.integerValue == 0)
  }
}
