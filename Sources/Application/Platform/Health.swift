package import Ledger
import Synchronization

/// A problem that prevents a server from working, or soon will.
///
/// The raw values are the stable codes of `/readyz` and of the metrics.
package enum HealthProblem: String, Sendable, CaseIterable {
  /// The lane has stopped: an invariant of the ledger would have been broken, or another process
  /// has taken over the writer. Only a restart helps.
  case laneStopped = "lane_stopped"
  /// A commit failed recently.
  case storageFailing = "storage_failing"
  /// The disk of the database is almost full.
  case diskFull = "disk_full"
  /// The write-ahead log cannot be copied: nothing is lost, but the log grows.
  case checkpointFailing = "checkpoint_failing"
  /// The projections fail.
  case projectionsFailing = "projections_failing"
  /// The projections are being rebuilt or are far behind: balances and gifts still work.
  case projectionsRebuilding = "projections_rebuilding"

  /// Whether requests can still be served.
  package var leavesServing: Bool { self == .checkpointFailing }
}

/// Records failures of the engine until it works again.
package final class Health: Sendable {
  private struct Notes {
    var isLaneStopped = false
    var failedAt: Timestamp?
    var failures: Int64 = 0
  }

  private let notes = Mutex(Notes())
  /// Without commits a server counts as ready again after this time.
  private static let failureMilliseconds: Int64 = 10_000
  /// Less free space than this counts as a full disk: the log and its copy need as much.
  private static let reserveBytes: Int64 = 16 << 20

  /// The number of failures of the store since the start.
  package var storeFailures: Int64 { notes.withLock(\.failures) }

  func note(_ incident: EngineIncident, at now: Timestamp) {
    notes.withLock { notes in
      switch incident {
      case .invariantBroken, .fenced: notes.isLaneStopped = true
      case .storeFailed:
        notes.failedAt = now
        notes.failures += 1
      case .checkpointFailed, .checkpointRecovered: break
      }
    }
  }

  func noteCommit() {
    notes.withLock { $0.failedAt = nil }
  }

  /// All current problems.
  ///
  /// - Parameters:
  ///   - store: The condition of the store.
  ///   - areProjectionsFailing: Whether the projections fail.
  ///   - areProjectionsRebuilt: Whether the projections are being rebuilt.
  ///   - now: The time.
  /// - Returns: The problems, worst first.
  package func problems(
    store: StoreCondition, areProjectionsFailing: Bool, areProjectionsRebuilt: Bool = false,
    now: Timestamp
  ) -> [HealthProblem] {
    let (isLaneStopped, failedAt) = notes.withLock { ($0.isLaneStopped, $0.failedAt) }
    return HealthProblem.allCases.filter { problem in
      switch problem {
      case .laneStopped: isLaneStopped
      case .storageFailing:
        failedAt.map { now < $0.advanced(byMilliseconds: Self.failureMilliseconds) } ?? false
      case .diskFull: store.freeBytes.map { $0 < Self.reserveBytes } ?? false
      case .checkpointFailing: store.checkpointFailure != nil
      case .projectionsFailing: areProjectionsFailing
      case .projectionsRebuilding: areProjectionsRebuilt
      }
    }
  }
}
