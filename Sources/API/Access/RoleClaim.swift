package import Crypto
import JSON

/// The claim by which the integrator's identity provider names admins.
package struct RoleClaim: Equatable, Sendable {
  /// The claim, or a path with dots into nested claims.
  package let name: String
  /// The text that makes an admin, as the claim's value or in its array.
  package let adminValue: String

  package init(name: String, adminValue: String = "admin") {
    self.name = name
    self.adminValue = adminValue
  }

  /// Whether some claims name an admin.
  package func namesAdmin(_ claims: JWTClaims) -> Bool {
    let direct = claims[name]
    let nested = name.split(separator: ".").reduce(Optional(claims.all)) { value, part in
      value?[String(part)]
    }
    guard let value = direct ?? nested else { return false }
    let values = value.arrayValue ?? [value]
    return values.contains { $0.stringValue == adminValue }
  }
}
