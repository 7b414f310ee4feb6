import Foundation
import TestKit

/// What the environment asks of a run.
///
/// `OVATION_SIMULATION_SEED` repeats a world that a failure named, and
/// `OVATION_SIMULATION_OPERATIONS` sets how much is simulated.
enum Environment {
  /// The first seed; chance unless it is given.
  static let seed = number("OVATION_SIMULATION_SEED") ?? UInt64.random(in: 0..<1 << 48)

  /// How many operations are simulated in all.
  static let operations =
    number("OVATION_SIMULATION_OPERATIONS").map { Int(clamping: $0) } ?? 100_000

  /// The operations of one world.
  static let operationsPerWorld = 4_000

  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }
}
