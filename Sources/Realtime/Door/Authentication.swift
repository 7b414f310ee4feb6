package import Ledger
package import Monetization

/// What became of a token.
package enum Authentication: Equatable, Sendable {
  /// It names a user, until a time; nil when it does not expire.
  case granted(UserID, expiresAt: Timestamp?)
  /// It is wrong, expired, or names nobody who may connect.
  case refused
  /// Nobody can tell at the moment.
  case unavailable
}
