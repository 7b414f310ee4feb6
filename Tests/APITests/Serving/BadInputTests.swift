import Application
import HTTPServer
import JSON
import TestKit
import Testing

@testable import API

/// Every row of the table, with everything that a client can get wrong.
@Suite struct BadInputTests {
  /// Rows whose body is empty or an empty object.
  private static let withoutBody: Set = [
    "/api/creators/apply", "/api/streams/:id/start", "/api/streams/:id/end",
    "/api/streams/:id/cancel", "/api/admin/users/:id/suspend", "/api/admin/users/:id/unsuspend",
  ]

  /// Rows that take over what a gateway returned, under its own names.
  private static let withOpenBody: Set = ["/api/coins/verify-payment"]

  /// Rows with a JSON body; a webhook's is looked at only after its signature.
  static var writes: [String] {
    FeatureTable.endpoints
      .filter { $0.mediaTypes == ["application/json"] && $0.audience != .signature }
      .map(\.name)
  }

  static var all: [String] { FeatureTable.endpoints.map(\.name) }

  @Test(arguments: writes)
  func `bytes that are no JSON are refused with the place of the fault`(
    name: String
  ) async throws {
    let visit = try await Visit(to: name)
    let bodies: [[UInt8]] = [
      Array(#"{"a":"#.utf8), Array("{} {}".utf8), Array("nonsense".utf8),
      [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], [0xEF, 0xBB, 0xBF, 0x7B, 0x7D],
      Array(String(repeating: "[", count: 200).utf8), Array(#"{"a":1,"a":2}"#.utf8),
      Array(#"{"a":01}"#.utf8), Array(#"{"a":"\#u{0}"}"#.utf8),
    ]
    for body in bodies {
      let answer = try await visit.call(body: body)
      #expect(answer.code == "malformed_request", "\(String(decoding: body, as: UTF8.self))")
      #expect(answer["offset"]?.integerValue != nil)
    }
    try visit.expectNothingChanged()
  }

  @Test(arguments: writes)
  func `values of the wrong type, huge numbers and unknown fields are named`(
    name: String
  ) async throws {
    let visit = try await Visit(to: name)
    let values = [
      #"{"nobodyReadsThis":1}"#, "1.5", "1e999", "99999999999999999999", "-99999999999999999999",
      "[[1]]",
    ]
    for field in Self.fields {
      for value in values {
        let answer = try await visit.call(body: Array(#"{"\#(field)":\#(value)}"#.utf8))
        #expect(answer.code == "validation_failed", "\(field) \(value) \(answer.text)")
        #expect(answer.isWellFormedProblem)
        guard !Self.withOpenBody.contains(visit.endpoint.pattern) else { continue }
        let named = answer["fields"]?.arrayValue?.compactMap { $0["field"]?.stringValue } ?? []
        #expect(
          named.contains { $0 == field || $0.hasPrefix(field) }, "\(field) \(value) \(answer.text)")
      }
    }
    let answer = try await visit.call(body: Array("[]".utf8))
    #expect(answer.code == "validation_failed")
    try visit.expectNothingChanged()
  }

  @Test(arguments: writes)
  func `an empty body, another media type and too many bytes are refused`(
    name: String
  ) async throws {
    let visit = try await Visit(to: name)
    if !Self.withoutBody.contains(visit.endpoint.pattern), visit.endpoint.method != .delete {
      #expect(try await visit.call(body: []).code == "malformed_request")
    }
    let form = try await visit.call(body: Array("a=1".utf8), type: "text/plain")
    #expect(form.status == 415)
    let big = try await visit.call(body: [UInt8](repeating: 0x20, count: 10_000_000))
    #expect(big.status == 413)
    try visit.expectNothingChanged()
  }

  @Test(arguments: all)
  func `queries that cannot be read never break anything`(name: String) async throws {
    guard name.hasPrefix("GET") else { return }
    let visit = try await Visit(to: name)
    let queries = [
      "limit=0", "limit=101", "limit=abc", "limit=99999999999999999999", "limit=-1", "limit=+1",
      "cursor=zzz", "cursor=1.1", "cursor=9223372036854775807.1", "cursor=281474976710657.999",
      "cursor=-1.0", "cursor=usr_0000000000000", "from=yesterday", "from=2026-02-30", "to=",
      "from=2026-03-01&to=2026-02-01", "from=0000-01-01", "to=9999-12-31T23:59:60Z",
      "type=NOTHING", "account=vault", "unit=ZZZ", "status=gone", "category=emoji",
      "rarity=?", "currency=inr", "a=%00", "a=%FF", "a=%", "limit=1&limit=2",
    ]
    for query in queries {
      let answer = try await visit.call(query: query)
      let allowed = name.contains(":id") ? [200, 400, 404, 422] : [200, 400, 422]
      #expect(allowed.contains(answer.status), "\(query) \(answer.text)")
      if answer.status != 200 { #expect(answer.isWellFormedProblem) }
    }
    try visit.expectNothingChanged()
  }

  @Test(arguments: all.filter { $0.contains(":id") })
  func `ids that name nothing, or something else, are not found`(name: String) async throws {
    let visit = try await Visit(to: name)
    let ids = [
      "nobody", "gft_zzzzzzzzzzzzz", "gft_0000000000001", "pkg_0000000000001",
      "str_0000000000001", "key_0000000000001", "usr_0000000000001", "GFT_0000000000001",
      visit.world.gift.replacing("gft", with: "pkg"), "..%2F", "%F0%9F%92%A9", "a%20b",
      "'%20OR%201=1--", String(repeating: "x", count: 129), "%01",
    ]
    // Posts and users belong to the integrator: any id of the right form may be one.
    let isOpen = visit.endpoint.pattern.hasPrefix("/api/posts/") || name.hasPrefix("PUT ")
    guard !isOpen else { return }
    for id in ids {
      let answer = try await visit.call(id: id)
      #expect([400, 404].contains(answer.status), "\(id) \(answer.text)")
    }
    try visit.expectNothingChanged()
  }

  @Test(arguments: [String(repeating: "x", count: 129), "%01", "%C2%85", "%E2%80%A8"])
  func `ids that no user and no post can have are refused`(id: String) async throws {
    let user = try await Visit(to: "PUT /api/users/:id")
    #expect(try await user.call(id: id, body: Array("{}".utf8)).code == "validation_failed")
    let post = try await Visit(to: "GET /api/posts/:id/gifts")
    #expect(try await post.call(id: id).code == "not_found")
  }

  @Test(arguments: all)
  func `methods that a row does not have are refused`(name: String) async throws {
    let visit = try await Visit(to: name)
    let known = Set(
      FeatureTable.endpoints.filter { $0.pattern == visit.endpoint.pattern }.map(\.method))
    for method in [HTTPMethod.get, .post, .put, .patch, .delete] where !known.contains(method) {
      let answer = try await visit.world.server.call(method, visit.target(), visit.headers)
      #expect([404, 405].contains(answer.status), "\(method) \(answer.text)")
    }
    try visit.expectNothingChanged()
  }

  @Test(arguments: ["start", "end", "cancel"])
  func `another creator's stream is not found`(step: String) async throws {
    let world = try await World()
    let before = try world.server.journalLength
    let answer = try await world.server.call(
      .post, "/api/streams/\(world.stream)/\(step)", as: "other-creator")
    #expect(answer.code == "not_found")
    #expect(try world.server.journalLength == before)
  }

  /// Every field that some request of the API has.
  private static let fields = [
    "giftId", "receiverId", "quantity", "streamId", "postId", "callId", "message", "comboId",
    "userId", "amount", "reason", "title", "type", "ticketPrice", "entryPrice", "maxViewers",
    "inviteOnly", "scheduledAt", "billing", "status", "username", "displayName", "avatarUrl",
    "locale", "country", "dailySpendingLimit", "giftCommissionRate", "coinsToInrRate",
    "minimumWithdrawal", "likeTipAmount", "likeTipEnabled", "giftSendsPerSecond",
    "giftSendsBurst", "version", "payoutUnit", "coinName", "name", "scopes", "description",
    "category", "rarity", "coinPrice", "usdPrice", "remaining", "imageUrl", "isActive",
    "isFeatured", "sortOrder", "coins", "bonusCoins", "price", "icon", "__proto__",
    "packageId", "gateway", "currency", "returnUrl", "amountTokens", "purchaseId",
  ]
}

/// One row of the table, called by somebody who may.
struct Visit: Sendable {
  let world: World
  let endpoint: Endpoint
  let headers: HTTPHeaders
  private let journalLength: Int64

  init(to name: String) async throws {
    world = try await World()
    endpoint = try #require(FeatureTable.endpoints.first { $0.name == name })
    switch endpoint.roles {
    case []: headers = HTTPHeaders()
    case .recorder:
      headers = [
        "authorization": "Bearer " + (try await world.server.makeKey(#""purchases:record""#))
      ]
    case let roles where roles.contains(.service):
      headers = ["authorization": "Bearer " + (try await world.server.makeKey(#""users""#))]
    case .admin: headers = ["authorization": "Bearer " + world.server.token(of: "admin")]
    case .user: headers = ["authorization": "Bearer " + world.server.token(of: "viewer")]
    default: headers = ["authorization": "Bearer " + world.server.token(of: "creator")]
    }
    journalLength = try world.server.journalLength
  }

  /// The row's address with an id that exists there.
  func target(id: String? = nil) -> String {
    let pattern = endpoint.pattern
    let known =
      if pattern.contains("/gifts/:id") { world.gift } else if pattern.contains("/packages/") {
        world.package
      } else if pattern.contains("/streams/:id") { world.stream } else { "creator" }
    return pattern.replacing(":id", with: id ?? known)
  }

  func call(
    id: String? = nil, query: String? = nil, body: [UInt8] = [],
    type: String = "application/json"
  ) async throws -> Answer {
    world.server.clock.move(byMilliseconds: 1_000)
    var headers = headers
    headers.add("content-type", type)
    let target = target(id: id) + (query.map { "?" + $0 } ?? "")
    let bodyOrObject = id != nil && body.isEmpty ? validBody : body
    return try await world.server.call(endpoint.method, target, headers, body: bodyOrObject)
  }

  /// What the row takes when only its id is wrong.
  private var validBody: [UInt8] {
    let body =
      switch endpoint.pattern {
      case "/api/creators/applications/:id": #"{"status":"APPROVED"}"#
      case "/api/admin/gifts/:id", "/api/admin/packages/:id": #"{"name":"Other"}"#
      default: ""
      }
    return endpoint.method == .patch ? Array(body.utf8) : []
  }

  func expectNothingChanged() throws {
    #expect(try world.server.journalLength == journalLength)
  }
}

extension Endpoint {
  /// Method and address.
  var name: String { "\(method.rawValue) \(pattern)" }
}
