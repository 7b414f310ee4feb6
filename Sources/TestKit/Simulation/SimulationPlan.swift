/// One simulated world: its chance, its length and what goes wrong in it.
package struct SimulationPlan: Sendable {
  package let seed: UInt64
  /// At least this many commands are asked for.
  package let operations: Int
  /// How many batches of a hundred meet a failing store.
  package var faultsPerHundred = 25
  /// The mistake to find; nil for none.
  package var bug: PlantedBug?

  package init(seed: UInt64, operations: Int) {
    self.seed = seed
    self.operations = operations
  }
}
