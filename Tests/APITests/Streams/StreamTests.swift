import HTTPServer
import JSON
import Testing

@testable import API

@Suite struct StreamTests {
  @Test func `a stream is made, goes live, ends and is listed where it stands`() async throws {
    let world = try await World()
    let made = try await world.server.call(
      .post, "/api/streams/create", as: "other-creator",
      #"{"title":"Later","type":"public","maxViewers":5,"scheduledAt":"2027-02-01T10:00:00+01:00"}"#
    )
    let id = try #require(made["id"]?.stringValue)
    #expect(made["status"]?.stringValue == "scheduled")
    #expect(made["creatorId"]?.stringValue == "other-creator")
    #expect(made["scheduledAt"]?.stringValue == "2027-02-01T09:00:00.000Z")
    #expect(made["sessionType"]?.stringValue == "broadcast_public")
    let early = try await world.server.call(.post, "/api/streams/\(id)/end", as: "other-creator")
    #expect(early["reason"]?.stringValue == "stream_not_live")
    let live = try await world.server.call(.post, "/api/streams/\(id)/start", as: "other-creator")
    #expect(live["startedAt"]?.stringValue != nil)
    let running = try await world.server.call(.get, "/api/streams?status=live")
    #expect(running.data.map { $0["id"]?.stringValue } == [id, world.stream])
    let again = try await world.server.call(.post, "/api/streams/\(id)/start", as: "other-creator")
    #expect(again["startedAt"] == live["startedAt"])
    let ended = try await world.server.call(.post, "/api/streams/\(id)/end", as: "admin")
    #expect(ended["status"]?.stringValue == "ended")
    let late = try await world.server.call(.post, "/api/streams/\(id)/start", as: "other-creator")
    #expect(late["reason"]?.stringValue == "stream_already_ended")
    let own = try await world.server.call(.get, "/api/creators/other-creator/streams")
    #expect(own.data.map { $0["status"]?.stringValue } == ["ended"])
    let left = try await world.server.call(.get, "/api/streams")
    #expect(left.data.map { $0["id"]?.stringValue } == [world.stream])
  }

  @Test func `a creator has one live stream at a time`() async throws {
    let world = try await World()
    let made = try await world.server.call(
      .post, "/api/streams/create", as: "creator", #"{"title":"Next"}"#)
    let next = try #require(made["id"]?.stringValue)
    let refused = try await world.server.call(.post, "/api/streams/\(next)/start", as: "admin")
    #expect(refused.status == 409)
    #expect(refused["reason"]?.stringValue == "creator_already_live")
    _ = try await world.server.call(.post, "/api/streams/\(world.stream)/end", as: "creator")
    let live = try await world.server.call(.post, "/api/streams/\(next)/start", as: "creator")
    #expect(live["status"]?.stringValue == "live")
  }

  @Test func `a stream counts its gifts and takes none once it has ended`() async throws {
    let world = try await World()
    let body = world.send(2, #","streamId":"\#(world.stream)""#)
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", body)
    let shown = try await world.server.call(.get, "/api/streams/\(world.stream)")
    #expect(shown["giftCount"]?.integerValue == 2)
    #expect(shown["giftCoins"]?.integerValue == 20)
    _ = try await world.server.call(.post, "/api/streams/\(world.stream)/end", as: "creator")
    let late = try await world.server.call(.post, "/api/gifts/send", as: "viewer", body)
    #expect(late.code == "conflict")
    #expect(late["reason"]?.stringValue == "stream_not_live")
  }

  @Test(arguments: [
    #"{"type":"private"}"#, #"{"ticketPrice":5}"#, #"{"entryPrice":5}"#, #"{"inviteOnly":true}"#,
    #"{"billing":"perMinute"}"#, #"{"billing":"ticket"}"#,
  ])
  func `what this platform does not offer yet is said to be off`(body: String) async throws {
    let world = try await World()
    let answer = try await world.server.call(.post, "/api/streams/create", as: "creator", body)
    #expect(answer.code == "feature_disabled")
  }

  @Test func `a list of streams continues at its cursor`() async throws {
    let world = try await World()
    for number in 1...3 {
      _ = try await world.server.make(
        "/api/streams/create", by: "creator", #"{"title":"Number \#(number)"}"#)
    }
    let first = try await world.server.call(.get, "/api/streams?status=scheduled&limit=2")
    let cursor = try #require(first["nextCursor"]?.stringValue)
    let second = try await world.server.call(
      .get, "/api/streams?status=scheduled&limit=2&cursor=\(cursor)")
    let titles = (first.data + second.data).map { $0["title"]?.stringValue }
    #expect(titles == ["Number 3", "Number 2", "Number 1"])
    #expect(second["nextCursor"] == .null)
  }
}
