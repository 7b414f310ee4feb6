/// What happened in a simulation; the same plan gives the same tally.
package struct SimulationTally: Equatable, Sendable {
  /// Commands asked for, retries included.
  package var operations = 0
  package var accepted = 0
  package var refused = 0
  package var unchanged = 0
  /// First answers given again.
  package var replayed = 0
  /// Commands without an answer of the rules.
  package var failed = 0
  /// Calls of the store that failed.
  package var faults = 0
  /// How often another process, or the same one after a crash, took the writer over.
  package var takeOvers = 0
  /// Full verifications of the whole journal.
  package var verifications = 0

  package init() {}

  /// Adds another tally.
  package mutating func add(_ other: SimulationTally) {
    operations += other.operations
    accepted += other.accepted
    refused += other.refused
    unchanged += other.unchanged
    replayed += other.replayed
    failed += other.failed
    faults += other.faults
    takeOvers += other.takeOvers
    verifications += other.verifications
  }
}
