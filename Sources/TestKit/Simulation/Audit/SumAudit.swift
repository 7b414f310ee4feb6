import Application
import Ledger
import Monetization

/// What the projections of all durable entries say, beside what the model says that people gave.
struct SumAudit {
  private var changes = ProjectionChanges()
  private let bug: PlantedBug?

  init(with bug: PlantedBug?) { self.bug = bug }

  /// Reads an entry as the projections do.
  mutating func read(_ entry: JournalEntry) {
    let source = entry.first(CreatorPaid.self)?.split.source ?? .gift
    if bug == .paymentNotSummed, source != .gift { return }
    entry.read(by: &changes)
  }

  /// Compares what supporters gave.
  ///
  /// - Throws: ``Discrepancy``.
  func compare(with model: NaiveModel) throws {
    let sums = changes.growth(of: .supporters)
    try require(sums.count == model.given.count, "\(sums.count) supporters")
    for (key, given) in model.given {
      try require(
        sums[key] == .sums(given.coins, given.count), "what \(key.second) gave \(key.first)")
    }
  }
}
