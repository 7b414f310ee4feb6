package import Application
package import Ledger
import Monetization

/// A caller whose proof held, with the person who acts.
package struct Admission: Equatable, Sendable {
  package let caller: Caller
  /// The user who acts; nil for nobody and for servers that act for nobody.
  package let person: Directory.Person?
  /// Until when the proof holds, as it was verified; nil for keys, which hold until one is revoked,
  /// and for nobody.
  package let expiresAt: Timestamp?

  /// Somebody who has not said who they are.
  package static let nobody = Admission(caller: .nobody, person: nil, expiresAt: nil)

  /// A person with a token of their own, which always ends.
  init(person: Directory.Person, isAdminByClaim: Bool, expiresAt: Timestamp) {
    var roles = Admission.roles(of: person)
    let isAdmin = person.user.isAdmin || isAdminByClaim
    if isAdmin, !person.user.isSuspended { roles.insert(.admin) }
    self.init(
      caller: Caller(user: person.user.id, roles: roles), person: person, expiresAt: expiresAt)
  }

  /// A server with a key; acting for somebody it is never more than that person and its scopes.
  init(key: APIKey, actingFor person: Directory.Person?) {
    var roles = person.map(Admission.roles(of:)) ?? []
    if key.scopes.contains(.users) { roles.insert(.service) }
    if key.scopes.contains(.recordPurchases) { roles.insert(.recorder) }
    if key.scopes.contains(.admin) { roles.insert(.admin) }
    self.init(
      caller: Caller(user: person?.user.id, roles: roles, key: key.id), person: person,
      expiresAt: nil)
  }

  private init(caller: Caller, person: Directory.Person?, expiresAt: Timestamp?) {
    self.caller = caller
    self.person = person
    self.expiresAt = expiresAt
  }

  private static func roles(of person: Directory.Person) -> Caller.Roles {
    person.isApprovedCreator ? [.user, .creator] : .user
  }
}
