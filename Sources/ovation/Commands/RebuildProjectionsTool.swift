import Application
import Ledger
import SQLiteStore

/// Rebuilds the projections.
enum RebuildProjectionsTool: CommandLineTool {
  static let name = "rebuild-projections"
  static let summary = "rebuild lists and sums from the journal"
  static let options = StoreOptions.all

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let configuration = try StoreOptions.configuration(arguments)
    do throws(StoreError) {
      let store = try SQLiteStore(folder: configuration.storeFolder, clock: SystemClock())
      store.tellBackup()
      try store.requireWhole()
      try store.compareWithHead()
      let projections = try store.openProjections(days: configuration.days)
      try projections.reset()
      let runner = ProjectionRunner(
        store: store, projections: projections, days: configuration.days)
      while try runner.runRound() {}
      let entries = runner.reached.sequences.reduce(0) { $0 + $1.sequence }
      try store.gather()
      print("The projections hold \(entries) entries.")
    } catch {
      throw OperatorFault(error)
    }
    return 0
  }
}
