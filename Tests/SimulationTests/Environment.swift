import Foundation
import TestKit

/// What the environment asks of a run.
///
/// `OVATION_SIMULATION_SEED` repeats a world that a failure named,
/// `OVATION_SIMULATION_OPERATIONS` sets how much is simulated, `OVATION_NIGHTLY` asks for the long
/// run.
enum Environment {
  /// The first seed; chance unless it is given.
  static let seed = number("OVATION_SIMULATION_SEED") ?? UInt64.random(in: 0..<1 << 48)

  /// How many operations are simulated in all: ten times as many at night.
  static let operations =
    number("OVATION_SIMULATION_OPERATIONS").map { Int(clamping: $0) }
    ?? (number("OVATION_NIGHTLY") == 1 ? 1_000_000 : 100_000)

  /// The operations of one world.
  static let operationsPerWorld = 4_000

  /// Says how a run went, so that it can be repeated.
  static func report(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }
}
