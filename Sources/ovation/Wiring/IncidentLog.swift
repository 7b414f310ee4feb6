import Application
import Synchronization

/// Logs incidents for operators, one sentence each; repeated ones are counted.
final class IncidentLog: Sendable {
  private struct Last {
    var sentence = ""
    var at: UInt64 = 0
    var repeats = 0
  }

  private let last = Mutex(Last())
  private let write: @Sendable (String) -> Void
  private static let quietNanoseconds: UInt64 = 10_000_000_000

  /// Creates a log that passes each line to a closure.
  init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

  /// Logs an incident, or only counts it if the same one was logged within ten seconds.
  func add(_ incident: EngineIncident, at nanoseconds: UInt64) {
    let sentence = incident.sentence
    let line = last.withLock { last -> String? in
      if sentence == last.sentence, nanoseconds < last.at + Self.quietNanoseconds {
        last.repeats += 1
        return nil
      }
      let repeats = last.repeats
      let isSame = sentence == last.sentence
      last = Last(sentence: sentence, at: nanoseconds)
      return isSame && repeats > 0 ? "\(sentence) (\(repeats) times more before)" : sentence
    }
    if let line { write(line) }
  }
}

extension EngineIncident {
  /// Describes the incident and what to do.
  var sentence: String {
    switch self {
    case .storeFailed(let error): "A batch was not written. " + OperatorFault(error).sentence
    case .invariantBroken(let breach):
      "An invariant of the ledger would have been broken (\(breach)); nothing is written any more. "
        + "Run ovation verify and report this."
    case .fenced: OperatorFault(.fenced).sentence
    case .checkpointFailed(let error):
      "The write-ahead log cannot be copied, so it grows. " + OperatorFault(error).sentence
    case .checkpointRecovered: "The write-ahead log is copied again."
    }
  }
}
