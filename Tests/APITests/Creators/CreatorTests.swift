import HTTPServer
import JSON
import Testing

@testable import API

@Suite struct CreatorTests {
  @Test func `an application is made, listed, rejected, made again and approved`() async throws {
    let world = try await World()
    let applied = try await world.server.call(.post, "/api/creators/apply", as: "newcomer")
    #expect(applied.status == 201)
    #expect(applied["status"]?.stringValue == "PENDING")
    let twice = try await world.server.call(.post, "/api/creators/apply", as: "newcomer")
    #expect(twice.code == "already_exists")
    let pending = try await world.server.call(.get, "/api/creators/applications", as: "admin")
    #expect(pending.data.map { $0["userId"]?.stringValue } == ["newcomer"])
    let target = "/api/creators/applications/newcomer"
    let silent = try await world.server.call(
      .patch, target, as: "admin", #"{"status":"REJECTED"}"#)
    #expect(silent.code == "rule_violated")
    #expect(silent["field"]?.stringValue == "reason")
    let rejected = try await world.server.call(
      .patch, target, as: "admin", #"{"status":"REJECTED","reason":"Too few posts."}"#)
    #expect(rejected["status"]?.stringValue == "REJECTED")
    #expect(rejected["reason"]?.stringValue == "Too few posts.")
    let late = try await world.server.call(.patch, target, as: "admin", #"{"status":"APPROVED"}"#)
    #expect(late.code == "conflict")
    _ = try await world.server.call(.post, "/api/creators/apply", as: "newcomer")
    let approved = try await world.server.call(
      .patch, target, as: "admin", #"{"status":"APPROVED"}"#)
    #expect(approved["status"]?.stringValue == "APPROVED")
    let sent = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(1, to: "newcomer"))
    #expect(sent.status == 200)
  }

  @Test func `a profile shows gifts and top supporters, most first`() async throws {
    let world = try await World()
    try await world.server.give(1_000, to: "second")
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(2))
    _ = try await world.server.call(.post, "/api/gifts/send", as: "second", world.send(5))
    let profile = try await world.server.call(.get, "/api/creators/creator")
    #expect(profile["giftsReceived"]?["coins"]?.integerValue == 70)
    let supporters = profile["topSupporters"]?.arrayValue ?? []
    #expect(supporters.map { $0["userId"]?.stringValue } == ["second", "viewer"])
    #expect(supporters.map { $0["total"]?.integerValue } == [50, 20])
    let own = try await world.server.call(.get, "/api/creators/me", as: "creator")
    #expect(own.bytes == profile.bytes)
  }

  @Test(arguments: ["viewer", "unknown"])
  func `who is no approved creator has no profile`(user: String) async throws {
    let world = try await World()
    #expect(try await world.server.call(.get, "/api/creators/\(user)").code == "not_found")
    #expect(try await world.server.call(.get, "/api/creators/\(user)/streams").code == "not_found")
  }
}
