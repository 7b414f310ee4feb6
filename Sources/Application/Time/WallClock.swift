package import Ledger

/// The time of day, as a port: tests and simulations bring their own.
package protocol WallClock: Sendable {
  /// The current time; it may stand still or jump.
  func now() -> Timestamp
}
