import Application
import HTTPServer
import JSON
import TestKit
import Testing

@testable import API

/// Who may call what, as the contract says it: P everybody, U user, C creator, A admin, S service,
/// W the signer.
private let contract: [String: String] = [
  "GET /api/gifts": "P", "POST /api/gifts/send": "U", "GET /api/gifts/history": "U",
  "POST /api/tips/send": "U", "GET /api/tips/options": "P", "GET /api/tips/history": "U",
  "GET /api/tips/stats/:id": "P",
  "GET /api/gifts/received": "C", "GET /api/posts/:id/gifts": "P",
  "GET /api/admin/gifts": "A", "POST /api/admin/gifts": "A", "GET /api/admin/gifts/:id": "A",
  "PATCH /api/admin/gifts/:id": "A", "DELETE /api/admin/gifts/:id": "A",
  "GET /api/coins/packages": "P", "GET /api/admin/packages": "A",
  "POST /api/admin/packages": "A", "GET /api/admin/packages/:id": "A",
  "PATCH /api/admin/packages/:id": "A", "DELETE /api/admin/packages/:id": "A",
  "GET /api/coins/balance": "U", "GET /api/wallet/balance": "U", "GET /api/wallet/me": "U",
  "GET /api/coins/transactions": "U", "GET /api/transactions": "U",
  "POST /api/admin/adjustments": "A", "GET /api/earnings/dashboard": "C",
  "POST /api/streams/create": "C", "POST /api/streams/:id/start": "CA",
  "PATCH /api/streams/:id": "CA", "POST /api/streams/:id/end": "CA",
  "POST /api/streams/:id/cancel": "CA",
  "GET /api/streams/:id": "P", "GET /api/streams": "P", "GET /api/creators/:id/streams": "P",
  "POST /api/creators/apply": "U", "GET /api/creators/applications": "A",
  "GET /api/creators/applications/:id": "A", "PATCH /api/creators/applications/:id": "A",
  "GET /api/creators/me": "C", "GET /api/creators/:id": "P",
  "PUT /api/users/:id": "S", "GET /api/me": "U", "GET /api/me/limits": "U",
  "PATCH /api/me/limits": "U", "POST /api/admin/users/:id/suspend": "A",
  "POST /api/admin/users/:id/unsuspend": "A", "GET /api/admin/settings": "A",
  "PATCH /api/admin/settings": "A", "GET /api/admin/settings/versions": "A",
  "GET /api/me/api-keys": "A", "POST /api/me/api-keys": "A",
  "DELETE /api/me/api-keys/:id": "A", "POST /api/demo/login": "P", "GET /healthz": "P",
  "GET /api/platform": "P",
  "GET /api/users": "SA", "GET /api/users/:id": "SA", "POST /api/coins/purchases/record": "R",
  "POST /api/admin/test-clock": "A",
  "GET /readyz": "P", "GET /metrics": "A", "GET /openapi.yaml": "P", "GET /docs": "P",
  "GET /api/admin/ledger/trial-balance": "A", "GET /api/coins/purchases": "U",
  "GET /api/coins/purchases/:id": "U", "GET /api/admin/purchases": "A",
  "POST /api/coins/purchase": "U", "POST /api/tokens/purchase": "U",
  "POST /api/payments/create-checkout-session": "U", "POST /api/coins/verify-payment": "U",
  "POST /api/webhook/sandbox": "W",
]

@Suite struct RolesTests {
  /// Somebody who calls, and the letters of what they are.
  struct Guest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let letters: String
    let headers: @Sendable (World, Keys) -> HTTPHeaders
  }

  struct Keys: Sendable {
    let users: String
    let act: String
    let admin: String
    let revoked: String
    let record: String
  }

  static let guests = [
    Guest(testDescription: "nobody", letters: "") { _, _ in HTTPHeaders() },
    Guest(testDescription: "a wrong token", letters: "") { _, _ in bearer("a.b.c") },
    Guest(testDescription: "another scheme", letters: "") { _, _ in
      ["authorization": "Basic dXNlcjpwYXNz"]
    },
    Guest(testDescription: "an expired token", letters: "") { world, _ in
      bearer(world.server.token(of: "viewer", validSeconds: -61))
    },
    Guest(testDescription: "an unknown key", letters: "") { _, _ in
      bearer("ovk_" + String(repeating: "A", count: 43))
    },
    Guest(testDescription: "a revoked key", letters: "") { _, keys in bearer(keys.revoked) },
    Guest(testDescription: "a viewer", letters: "U") { world, _ in
      bearer(world.server.token(of: "viewer"))
    },
    Guest(testDescription: "a creator", letters: "UC") { world, _ in
      bearer(world.server.token(of: "creator"))
    },
    Guest(testDescription: "an admin", letters: "UA") { world, _ in
      bearer(world.server.token(of: "admin"))
    },
    Guest(testDescription: "an admin by claim", letters: "UA") { world, _ in
      bearer(world.server.token(of: "claimed", roles: "admin"))
    },
    Guest(testDescription: "a key for users", letters: "S") { _, keys in bearer(keys.users) },
    Guest(testDescription: "a key for payments", letters: "R") { _, keys in bearer(keys.record) },
    Guest(testDescription: "a key for admins", letters: "A") { _, keys in bearer(keys.admin) },
    Guest(testDescription: "a key that acts for nobody", letters: "-") { _, keys in
      bearer(keys.act)
    },
    Guest(testDescription: "a key that acts for a creator", letters: "UC") { _, keys in
      bearer(keys.act, actingFor: "creator")
    },
    Guest(testDescription: "a key that acts for an admin", letters: "U") { _, keys in
      bearer(keys.act, actingFor: "admin")
    },
    Guest(testDescription: "a key that may not act", letters: "-") { _, keys in
      bearer(keys.users, actingFor: "viewer")
    },
  ]

  private static func bearer(_ token: String, actingFor user: String? = nil) -> HTTPHeaders {
    var headers: HTTPHeaders = ["authorization": "Bearer " + token]
    if let user { headers.add("ovation-user", user) }
    return headers
  }

  @Test func `the table says who may call, as the contract does`() {
    let letters: [Caller.Roles: String] = [
      .user: "U", .creator: "C", .admin: "A", .service: "S", [.creator, .admin]: "CA",
      [.service, .admin]: "SA", .recorder: "R",
    ]
    for endpoint in FeatureTable.endpoints {
      let found: String? =
        switch endpoint.audience {
        case .everyone: "P"
        case .signature: "W"
        case .holders: letters[endpoint.roles]
        }
      #expect(found == contract[endpoint.name], "\(endpoint.name)")
    }
    #expect(Set(contract.keys) == Set(FeatureTable.endpoints.map(\.name)))
  }

  @Test func `each permission has a holder and a name of its own`() {
    let needed = Set(FeatureTable.endpoints.compactMap(\.audience.permission))
    #expect(Set(needed.map(\.name)).count == needed.count)
    for permission in needed { #expect(!permission.roles.isEmpty, "\(permission)") }
  }

  @Test(arguments: guests)
  func `every row admits whom it names and nobody else`(guest: Guest) async throws {
    let world = try await World()
    let keys = try await Keys(
      users: world.server.makeKey(#""users""#), act: world.server.makeKey(#""act""#),
      admin: world.server.makeKey(#""admin""#), revoked: world.server.makeRevokedKey(),
      record: world.server.makeKey(#""purchases:record""#))
    for endpoint in FeatureTable.endpoints {
      world.server.clock.move(byMilliseconds: 1_000)
      let target = endpoint.pattern.replacing(":id", with: "viewer")
      let answer = try await world.server.call(
        endpoint.method, target, guest.headers(world, keys))
      let name = "\(endpoint.method.rawValue) \(endpoint.pattern)"
      let wanted = try #require(contract[name])
      if wanted == "P" || wanted == "W" || guest.letters.contains(where: wanted.contains) {
        #expect(![401, 403].contains(answer.status), "\(name) \(answer.text)")
      } else {
        #expect(answer.code == (guest.letters.isEmpty ? "unauthenticated" : "forbidden"), "\(name)")
        #expect(answer.isWellFormedProblem)
      }
    }
  }

  @Test func `a suspended admin is none`() async throws {
    let world = try await World()
    try await world.server.makeAdmin("second")
    _ = try await world.server.call(.post, "/api/admin/users/second/suspend", as: "admin")
    let answer = try await world.server.call(.get, "/api/admin/settings", as: "second")
    #expect(answer.code == "forbidden")
  }

  @Test func `a key is refused from the moment of its revocation`() async throws {
    let world = try await World()
    let key = try await world.server.makeKey(#""admin""#)
    let headers = Self.bearer(key)
    let before = try await world.server.call(.get, "/api/admin/settings", headers)
    let listed = try await world.server.call(.get, "/api/me/api-keys", as: "admin")
    let id = try #require(listed.data.first?["id"]?.stringValue)
    let revoked = try await world.server.call(.delete, "/api/me/api-keys/\(id)", as: "admin")
    let after = try await world.server.call(.get, "/api/admin/settings", headers)
    #expect(before.status == 200)
    #expect(revoked.status == 204)
    #expect(after.code == "unauthenticated")
    #expect(after.headers["www-authenticate"] == "Bearer")
  }

  @Test func `two proofs are refused, whether the first is remembered or not`() async throws {
    let world = try await World()
    var headers = Self.bearer(world.server.token(of: "viewer"))
    let remembered = try await world.server.call(.get, "/api/me", headers)
    headers.add("authorization", "Bearer " + world.server.token(of: "creator"))
    let doubled = try await world.server.call(.get, "/api/me", headers)
    #expect(remembered.status == 200)
    #expect(doubled.code == "unauthenticated")
  }

  @Test func `a server that names two users acts for neither`() async throws {
    let world = try await World()
    var headers = Self.bearer(try await world.server.makeKey(#""act""#), actingFor: "viewer")
    let one = try await world.server.call(.get, "/api/coins/purchases", headers)
    headers.add("ovation-user", "creator")
    let two = try await world.server.call(.get, "/api/coins/purchases", headers)
    #expect(one.status == 200)
    #expect(two.code == "malformed_request")
  }

  @Test func `a token is forgotten when it expires`() async throws {
    let world = try await World()
    let headers = Self.bearer(world.server.token(of: "viewer", validSeconds: 10))
    let before = try await world.server.call(.get, "/api/me", headers)
    world.server.clock.move(byMilliseconds: 70_000)
    let after = try await world.server.call(.get, "/api/me", headers)
    #expect(before.status == 200)
    #expect(after.code == "unauthenticated")
  }

  @Test func `ids that only look alike are two people`() async throws {
    let world = try await World()
    let composed = "caf\u{E9}"
    let decomposed = "cafe\u{301}"
    try await world.server.give(50, to: composed)
    let other = try await world.server.call(.get, "/api/wallet/me", as: decomposed)
    #expect(other["balance"]?.integerValue == 0)
    #expect(try await world.balance(of: composed) == 50)
  }
}

extension TestServer {
  fileprivate func makeRevokedKey() async throws -> String {
    let key = try await makeKey(#""users","act","admin""#)
    let listed = try await call(.get, "/api/me/api-keys", as: "admin")
    let id = try #require(listed.data.first?["id"]?.stringValue)
    _ = try await call(.delete, "/api/me/api-keys/\(id)", as: "admin")
    return key
  }
}
