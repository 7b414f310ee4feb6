import Application
import HTTPServer
import JSON
import Ledger
import Monetization

/// Keys of servers that call the API.
enum APIKeyRoutes {
  static let endpoints = [
    Endpoint(
      .get, "/api/me/api-keys", needs: .manageKeys, "Every API key, without the keys.", list
    ).takingQuery(),
    Endpoint(
      .post(.keyed), "/api/me/api-keys", needs: .manageKeys, "Make an API key, shown once.", make),
    Endpoint(.delete, "/api/me/api-keys/:id", needs: .manageKeys, "Revoke an API key.", revoke),
  ]

  private static func list(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let paging = try call.query { $0.paging(by: APIKeyEntity.self) }
    let page = try await call.reading(
      await call.platform.apiKeys(
        before: paging.cursor.map { OwnerID($0) }, limit: paging.limit))
    return .list(page.items, next: page.next.map { APIKeyID($0.rawValue).text }) {
      $0.write($1)
    }
  }

  private static func make(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (name, scopes) = try call.body { body in
      (body.visibleText("name", 1...100), body.scopes("scopes"))
    }
    let idempotency = try call.idempotency()
    let made = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.makeAPIKey(
        named: name, scopes: scopes, by: caller, idempotency: idempotency)
    }
    let response = HTTPResponse.object(201) { object in
      object.field("id", made.thing.id.text)
      object.field("name", name)
      object.write(scopes)
      object.field("key", made.thing.text)
      object.field("createdAt", made.thing.id.time)
    }
    return response.marked(asReplay: made.isReplay)
  }

  private static func revoke(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try call.noBody()
    let id: APIKeyID = try call.identifier()
    try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.revokeAPIKey(id, by: caller)
    }
    return .empty(204)
  }
}

extension ObjectWriter {
  fileprivate mutating func write(_ key: Monetization.APIKey) {
    field("id", key.id.text)
    field("name", key.name)
    write(key.scopes)
    field("createdAt", key.id.time)
    field("revokedAt", key.revokedAt)
  }

  fileprivate mutating func write(_ scopes: APIKeyScopes) {
    array("scopes") { array in
      for (name, scope) in APIKeyScopes.names where scopes.contains(scope) { array.element(name) }
    }
  }
}

extension ObjectReader {
  fileprivate mutating func scopes(_ name: String) -> APIKeyScopes {
    var scopes: APIKeyScopes = []
    let known = APIKeyScopes.names.map(\.name).joined(separator: ", ")
    for text in strings(name, count: 1...APIKeyScopes.names.count, length: 1...32) {
      if let scope = APIKeyScopes(name: text) {
        scopes.insert(scope)
      } else {
        note(name, .notAllowed, "\(name) must hold only \(known).")
      }
    }
    return scopes
  }
}
