import Application
import HTTPServer
import Ledger

/// Who may call a route.
package enum Audience: Hashable, Sendable {
  /// Everybody; no identity is needed, and strangers are limited by their address.
  case everyone
  /// The holder of a secret, who signs the request; the handler checks the signature.
  case signature
  /// Callers of whose roles one has the permission.
  case holders(of: Permission)

  /// What a caller must be allowed to do; nil where no identity is needed.
  package var permission: Permission? {
    if case .holders(let permission) = self { permission } else { nil }
  }
}

extension Endpoint {
  /// Refuses who may not call.
  ///
  /// - Throws: ``Problem`` with `unauthenticated` or `forbidden`.
  func admit(_ caller: Caller) throws(Problem) {
    guard case .holders = audience else { return }
    guard caller.actor != .global else { throw .unauthenticated }
    guard caller.roles.isDisjoint(with: roles) else { return }
    let isServer = caller.key != nil && caller.user == nil
    guard isServer, roles.contains(.user) else {
      throw Problem(.forbidden, "This needs \(roles.needed).")
    }
    throw Problem(.forbidden, "Name the user whom you act for in the header Ovation-User.")
  }
}

extension Problem {
  /// Nobody has said who they are.
  package static let unauthenticated = Problem.unauthenticated(
    "Send a token: Authorization: Bearer …")

  /// The proof of who the caller is does not hold.
  static func unauthenticated(_ error: String) -> Problem {
    var problem = Problem(.unauthenticated, error)
    problem.headers.add("www-authenticate", "Bearer")
    return problem
  }
}

extension Caller.Roles {
  /// Who has one of the roles, for people.
  fileprivate var needed: String {
    let all: [(Caller.Roles, String)] = [
      (.user, "a signed-in user"), (.creator, "an approved creator"),
      (.admin, "an admin, or an API key with the scope admin"),
      (.service, "an API key with the scope users"),
      (.recorder, "an API key with the scope purchases:record"),
    ]
    return all.filter { contains($0.0) }.map(\.1).joined(separator: "; or ")
  }
}
