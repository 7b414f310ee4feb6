import Application
import Ledger
import Monetization

/// Which call of a writer fails how, and what became durable behind everybody's back.
///
/// Used by one thread at a time.
final class FaultScript {
  /// How many calls of writers were made.
  private(set) var calls = 0
  private var plan: [Int: WriterFault] = [:]
  /// The faults that happened since the last ``beginBatch(failing:)``.
  private(set) var happened: [WriterFault] = []
  /// The entries that were committed since then, in order.
  private(set) var entries: [StoredEntry] = []
  /// The answers that were committed since then.
  private(set) var answers: [IdempotencyKey: StoredAnswer] = [:]

  /// Forgets the last batch and plans the faults of the next, by the number of the call.
  func beginBatch(failing faults: [Int: WriterFault]) {
    plan = [:]
    for (number, fault) in faults { plan[calls + number] = fault }
    happened = []
    entries = []
    answers = [:]
  }

  /// Counts a call.
  ///
  /// - Returns: What goes wrong in it; nil when nothing does.
  func nextCall() -> WriterFault? {
    calls += 1
    guard let fault = plan.removeValue(forKey: calls) else { return nil }
    happened.append(fault)
    return fault
  }

  /// Notes a batch that is durable now.
  func note(durable batch: CommitBatch) {
    entries += batch.entries.map(\.entry)
    for (key, answer) in batch.answers { answers[key] = answer }
  }
}
