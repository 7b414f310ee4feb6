package import Application

/// What a caller must be allowed to do; every feature declares its own, beside its routes.
package struct Permission: Hashable, Sendable {
  /// The name as `x-permission` of the contract has it, such as `sendTips`.
  package let name: String
  /// The roles that each have it.
  package let roles: Caller.Roles

  package init(_ name: String, of roles: Caller.Roles) {
    self.name = name
    self.roles = roles
  }
}
