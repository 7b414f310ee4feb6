/// The class of a read, which decides whose slots it uses.
package enum ReaderClass: Sendable, CaseIterable {
  /// Balances and other reads for decisions about money: few rows, never queued behind other reads.
  case money
  /// Reads of signed-in people and admins: statements, dashboards, lists.
  case own
  /// Public reads without a token.
  case anybody
  /// Reads that no person waits for: sums over whole tables, reconciliation, tools.
  case background

  /// The number of concurrent reads of the class.
  ///
  /// For a machine with two processors. With one slot a slow disk would block a whole class; more
  /// than two would only share the same processors. Public reads never use more than one.
  package var slots: Int {
    switch self {
    case .money, .own: 2
    case .anybody, .background: 1
    }
  }

  /// The number of concurrent reads of all classes, and of the connections that they need.
  package static let slotsInAll = allCases.reduce(0) { $0 + $1.slots }

  /// How long a read may wait for a slot, and for the projections if it needs them.
  ///
  /// A person gives up on a page after about this time.
  var patienceMilliseconds: Int {
    switch self {
    case .money, .own, .anybody: 2_000
    case .background: 30_000
    }
  }
}
