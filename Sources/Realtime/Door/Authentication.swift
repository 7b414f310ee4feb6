package import Ledger
package import Monetization

/// The result of checking a token.
package enum Authentication: Equatable, Sendable {
  /// It names a user, until a time.
  case granted(UserID, expiresAt: Timestamp)
  /// It is wrong, expired, or names nobody who may connect.
  case refused
  /// Too many that were wrong have come from the same address.
  case limited
  /// Nobody can tell at the moment.
  case unavailable
}
