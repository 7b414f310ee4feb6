package import Ledger
package import Monetization

/// The changes that a run of entries makes to the projections; sums commute across writers.
package struct ProjectionChanges: Equatable, Sendable {
  /// The newest state of each touched membership: whether the owner is a member.
  package private(set) var memberships: [Membership: Bool] = [:]
  /// What rows grow by, by the number of their table.
  private var growth: [[SumKey: SumRow]]
  package private(set) var posts: [String: PostChange] = [:]

  /// The days of which sums are kept.
  package let days: ReportingDays

  /// No changes.
  package init(days: ReportingDays = .utc) {
    self.days = days
    growth = SumTable.allCases.map { _ in [:] }
  }

  /// Reserves capacity for a number of payments.
  package mutating func reserve(_ payments: Int) {
    for table in [SumTable.earnings, .supporters, .supporterDays, .received, .users] {
      growth[table.rawValue].reserveCapacity(payments)
    }
  }

  /// An owner's membership in a list.
  package struct Membership: Hashable, Sendable {
    package let list: Listing
    package let member: OwnerID
  }

  /// The gifts that a post received, with the entries of the newest ones, oldest first.
  package struct PostChange: Equatable, Sendable {
    package var total = GiftTotal()
    package var newest: [EntryPosition] = []

    /// The maximum number of gifts listed for a post.
    package static let newestMax = 20
  }

  /// The amounts to add to the rows of a table.
  package func growth(of table: SumTable) -> [SumKey: SumRow] { growth[table.rawValue] }
}

/// Entries of one writer are read in order.
extension ProjectionChanges: FactReader {
  package mutating func listed(_ member: OwnerID, in list: Listing, _ isMember: Bool) {
    memberships[Membership(list: list, member: member)] = isMember
  }

  package mutating func added(_ sums: SumRow, to key: SumKey, of table: SumTable) {
    growth[table.rawValue][key, default: .zero] &+= sums
  }

  package mutating func received(
    _ count: Int64, coins: Int64, at position: EntryPosition, onPost post: String
  ) {
    posts[post, default: PostChange()].add(count, coins: coins, at: position)
  }
}

extension ProjectionChanges.PostChange {
  fileprivate mutating func add(_ count: Int64, coins: Int64, at position: EntryPosition) {
    total.count += count
    total.coins += coins
    newest.append(position)
    if newest.count > Self.newestMax { newest.removeFirst() }
  }
}
