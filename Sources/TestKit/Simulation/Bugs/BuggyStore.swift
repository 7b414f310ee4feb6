import Application
import Ledger
import Monetization

/// A store whose writers make one planted mistake, and fail as a script says.
///
/// Used by one thread at a time, as a simulation is.
final class BuggyStore {
  let base: any Store
  private let script: FaultScript
  private let bug: PlantedBug?
  private var shared: (any StoreWriter)?

  init(_ base: any Store, script: FaultScript, bug: PlantedBug?) {
    self.base = base
    self.script = script
    self.bug = bug
  }

  /// Takes the writer over, as a process that starts does.
  func openWriter() throws(StoreError) -> any StoreWriter {
    let opened: any StoreWriter
    if bug == .takeOverKeepsEpoch, let shared {
      opened = shared
    } else {
      opened = try base.openWriter(acceptingLoss: false)
    }
    shared = opened
    let faulty = FaultyWriter(opened, script: script) { [base] () throws(StoreError) in
      _ = try base.openWriter(acceptingLoss: false)
    }
    guard let bug else { return faulty }
    return BuggyWriter(faulty, bug: bug)
  }
}
