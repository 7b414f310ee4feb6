import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Testing

@testable import API

/// A server with people, a gift, a package and a live stream.
struct World: Sendable {
  let server: TestServer
  let gift: String
  let package: String
  let stream: String

  /// 20,000 coins: more than any test here spends.
  static let coins: Int64 = 20_000

  init() async throws {
    server = try TestServer()
    try await server.makeAdmin("admin")
    try await server.makeCreator("creator")
    try await server.makeCreator("other-creator")
    try await server.give(Self.coins, to: "viewer")
    gift = try await server.make(
      "/api/admin/gifts", by: "admin", #"{"name":"Rose","coinPrice":10,"category":"EMOJI"}"#)
    package = try await server.make(
      "/api/admin/packages", by: "admin",
      #"{"name":"Pouch","coins":100,"bonusCoins":5,"price":{"amount":9900,"currency":"INR"}}"#)
    stream = try await server.make("/api/streams/create", by: "creator", #"{"title":"Evening"}"#)
    let started = try await server.call(
      .post, "/api/streams/\(stream)/start", as: "creator")
    try #require(started.status == 200)
  }

  /// The body of a gift to the creator.
  func send(_ quantity: Int64 = 1, to receiver: String = "creator", _ more: String = "") -> String {
    #"{"giftId":"\#(gift)","receiverId":"\#(receiver)","quantity":\#(quantity)\#(more)}"#
  }

  /// The viewer's balance, read through the API.
  func balance(of user: String = "viewer") async throws -> Int64? {
    try await server.call(.get, "/api/wallet/me", as: user)["balance"]?.integerValue
  }
}

extension TestServer {
  /// Makes a thing and returns its id.
  func make(_ target: String, by user: String, _ body: String) async throws -> String {
    let made = try await call(.post, target, as: user, body)
    try #require(made.status == 201, "\(made.text)")
    return try #require(made["id"]?.stringValue)
  }

  /// Makes a person known; returns our own id.
  @discardableResult
  func register(_ user: String) async throws -> UserID {
    _ = try await call(.get, "/api/me", as: user)
    return try #require(try await platform.directory.person(externalID: user)).user.id
  }

  func makeAdmin(_ user: String) async throws {
    let id = try await register(user)
    try await submit(.setUserStanding(SetUserStanding(user: id, isAdmin: true)))
  }

  func makeCreator(_ user: String) async throws {
    let id = try await register(user)
    try await submit(.applyAsCreator(ApplyAsCreator(user: id)))
    try await submit(.reviewCreator(ReviewCreator(user: id, approves: true, reason: nil)))
  }

  func give(_ coins: Int64, to user: String) async throws {
    let id = try await register(user)
    try await submit(
      .adjustWallet(AdjustWallet(user: id, quantity: coins, reason: "A test needs coins.")))
  }

  /// Has the platform itself do something that must succeed.
  func submit(_ command: Command) async throws {
    let outcome = await platform.submit(command, by: .nobody)
    guard case .accepted = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  /// Makes an API key and returns its text.
  func makeKey(_ scopes: String, by admin: String = "admin") async throws -> String {
    let made = try await call(
      .post, "/api/me/api-keys", as: admin, #"{"name":"Test","scopes":[\#(scopes)]}"#)
    try #require(made.status == 201, "\(made.text)")
    return try #require(made["key"]?.stringValue)
  }
}
