package import Ledger
import Synchronization

/// Something that keeps a server from its work, or soon will.
///
/// The raw values are the stable codes of `/readyz` and of the metrics.
package enum HealthProblem: String, Sendable, CaseIterable {
  /// The lane decides nothing any more: a law of the ledger would have been broken, or another
  /// process took the writer over. Only a restart helps.
  case laneStopped = "lane_stopped"
  /// A commit has failed moments ago.
  case storageFailing = "storage_failing"
  /// There is hardly any room left on the disk of the database.
  case diskFull = "disk_full"
  /// The write-ahead log cannot be copied and grows: nothing is lost, but the disk fills.
  case checkpointFailing = "checkpoint_failing"
  /// Lists and sums do not follow the journal.
  case projectionsFailing = "projections_failing"
  /// Lists and sums are being made anew, or are far behind: balances and gifts work.
  case projectionsRebuilding = "projections_rebuilding"

  /// Whether requests can be served all the same.
  package var leavesServing: Bool { self == .checkpointFailing }
}

/// Remembers what went wrong in the engine, until it goes well again.
package final class Health: Sendable {
  private struct Notes {
    var isLaneStopped = false
    var failedAt: Timestamp?
    var failures: Int64 = 0
  }

  private let notes = Mutex(Notes())
  /// A server that nobody asks to write is ready again after this time, or it never would be.
  private static let failureMilliseconds: Int64 = 10_000
  /// Less than this is a full disk: the log and a copy of it want as much.
  private static let reserveBytes: Int64 = 16 << 20

  /// How often the store failed since the start.
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

  /// Everything that is wrong now.
  ///
  /// - Parameters:
  ///   - store: How the store is.
  ///   - areProjectionsFailing: Whether they do not follow.
  ///   - areProjectionsRebuilt: Whether most of them is still missing.
  ///   - now: The time.
  /// - Returns: The problems, the worst first.
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
