/// What a simulation found wrong, with all that is needed to see it again.
package struct SimulationFinding: Error, Equatable, Sendable, CustomStringConvertible {
  package let seed: UInt64
  /// How many operations were asked for before.
  package let operation: Int
  package let what: String

  package var description: String { "seed \(seed), operation \(operation): \(what)" }
}

/// Something that contradicts the model or a law of the ledger.
struct Discrepancy: Error {
  let what: String

  init(_ what: String) { self.what = what }
}
