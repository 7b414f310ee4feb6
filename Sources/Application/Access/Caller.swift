package import Ledger
package import Monetization

/// Who makes a request, after authentication.
package struct Caller: Equatable, Sendable {
  /// What a caller may be; a person can be several at once.
  package struct Roles: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A signed-in user.
    package static let user = Roles(rawValue: 1)
    /// An approved creator; from our own data, never by claim.
    package static let creator = Roles(rawValue: 2)
    /// An admin, from our own data or by the configured claim.
    package static let admin = Roles(rawValue: 4)
    /// A server with an API key.
    package static let service = Roles(rawValue: 8)
  }

  /// The person who acts; nil for a server that acts for nobody.
  package let user: UserID?
  package let roles: Roles
  /// What the API key may do; empty for people.
  package let scopes: APIKeyScopes

  package init(user: UserID?, roles: Roles, scopes: APIKeyScopes = []) {
    self.user = user
    self.roles = roles
    self.scopes = scopes
  }

  /// Whom the journal names as actor.
  package var actor: OwnerID { user.map { OwnerID($0) } ?? .global }
}
