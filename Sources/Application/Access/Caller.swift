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
    /// A server whose API key may make and change users.
    package static let service = Roles(rawValue: 8)
    /// A server whose API key may report payments that the integrator took.
    package static let recorder = Roles(rawValue: 16)
  }

  /// The person who acts; nil for a server that acts for nobody.
  package let user: UserID?
  package let roles: Roles
  /// The API key that the request came with; nil for people.
  package let key: APIKeyID?

  package init(user: UserID?, roles: Roles, key: APIKeyID? = nil) {
    self.user = user
    self.roles = roles
    self.key = key
  }

  /// Whom the journal names as actor.
  ///
  /// With ``actingKey`` it is also whose idempotency keys and rate limits apply.
  package var actor: OwnerID {
    user.map { OwnerID($0) } ?? key.map { OwnerID($0) } ?? .global
  }

  /// The API key by which a server acts for ``user``: another caller than that user.
  ///
  /// nil for people, and for a server that acts for nobody.
  package var actingKey: APIKeyID? { user == nil ? nil : key }

  /// Somebody who has not said who they are.
  package static let nobody = Caller(user: nil, roles: [])
}
