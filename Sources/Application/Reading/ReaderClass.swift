/// Who waits for a read, and so whose slots it takes.
package enum ReaderClass: Sendable, CaseIterable {
  /// Balances, and what decisions about money ask: few rows each, and never behind anything else.
  case money
  /// What people and admins read of their own: statements, dashboards, lists.
  case own
  /// What anybody may read, without saying who they are.
  case anybody
  /// What nobody watches a screen for: sums over whole tables, reconciliation, tools.
  case background

  /// Reads of the class that run at once.
  ///
  /// The machine that this is made for has two processors. One slot would let a slow disk hold
  /// up everybody of a class; more than two would only share the same processors, and strangers
  /// together never take more than one.
  package var slots: Int {
    switch self {
    case .money, .own: 2
    case .anybody, .background: 1
    }
  }

  /// How many of all classes run at once: so many connections are enough for all.
  package static let slotsInAll = allCases.reduce(0) { $0 + $1.slots }

  /// How long a read may wait for a slot, and for the projections where it waits for them.
  ///
  /// Longer than a person looks at a page that does not come is no use to anybody.
  var patienceMilliseconds: Int {
    switch self {
    case .money, .own, .anybody: 2_000
    case .background: 30_000
    }
  }
}
