import HTTPServer
import JSON
import Testing

@testable import API

@Suite struct UserTests {
  @Test func `a server makes a user known and updates what it names`() async throws {
    let world = try await World()
    let headers: HTTPHeaders = [
      "authorization": "Bearer " + (try await world.server.makeKey(#""users""#)),
      "content-type": "application/json",
    ]
    let made = try await world.server.call(
      .put, "/api/users/42", headers,
      body: Array(#"{"username":"ada","displayName":"Ada","country":"IN"}"#.utf8))
    #expect(made.status == 200)
    let updated = try await world.server.call(
      .put, "/api/users/42", headers,
      body: Array(#"{"displayName":"Ada L.","locale":"en-IN"}"#.utf8))
    #expect(updated["username"]?.stringValue == "ada")
    #expect(updated["displayName"]?.stringValue == "Ada L.")
    #expect(updated["createdAt"] == made["createdAt"])
    let wallet = try await world.server.call(.get, "/api/wallet/me", as: "42")
    #expect(wallet["balance"]?.integerValue == 0)
  }

  @Test func `the first token makes a user known, once, however many come at a time`() async throws
  {
    let world = try await World()
    let before = try world.server.journalLength
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          let answer = try? await world.server.call(.get, "/api/me", as: "crowd")
          #expect(answer?.status == 200)
        }
      }
    }
    #expect(try world.server.journalLength == before + 1)
  }

  @Test func `the caller sees who they are`() async throws {
    let world = try await World()
    let me = try await world.server.call(.get, "/api/me", as: "creator")
    #expect(me["user"]?["id"]?.stringValue == "creator")
    #expect(me["roles"]?.arrayValue == [.string("user"), .string("creator")])
    #expect(me["creatorStatus"]?.stringValue == "APPROVED")
    #expect(me["balance"]?.integerValue == 0)
    let admin = try await world.server.call(.get, "/api/me", as: "admin")
    #expect(admin["roles"]?.arrayValue == [.string("user"), .string("admin")])
  }

  @Test func `an own limit stops spending for the day and can be lifted`() async throws {
    let world = try await World()
    let set = try await world.server.call(
      .patch, "/api/me/limits", as: "viewer", #"{"dailySpendingLimit":25}"#)
    #expect(set["dailySpendingLimit"]?.integerValue == 25)
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(2))
    let refused = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    #expect(refused.code == "spending_limit")
    #expect(refused["left"]?.integerValue == 5)
    let limits = try await world.server.call(.get, "/api/me/limits", as: "viewer")
    #expect(limits["spentToday"]?.integerValue == 20)
    let kept = try await world.server.call(.patch, "/api/me/limits", as: "viewer", "{}")
    #expect(kept["dailySpendingLimit"]?.integerValue == 25)
    let lifted = try await world.server.call(
      .patch, "/api/me/limits", as: "viewer", #"{"dailySpendingLimit":null}"#)
    #expect(lifted["dailySpendingLimit"] == .null)
    let sent = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send())
    #expect(sent.status == 200)
  }
}
