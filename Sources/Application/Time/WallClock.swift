package import Ledger

/// The port for the time of day; tests and simulations have their own clocks.
package protocol WallClock: Sendable {
  /// The current time; it may stand still or jump.
  func now() -> Timestamp
}
