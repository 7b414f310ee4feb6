package import Application
package import Ledger
package import Monetization
internal import Synchronization

/// Projections that forget everything with the process.
package final class InMemoryProjections: Projections {
  private let sums = Mutex(Sums())

  fileprivate struct Sums {
    var checkpoint = JournalCheckpoint()
    var members: [Listing: Set<OwnerID>] = [:]
    var rows: [SumTable: [SumKey: SumRow]] = [:]
    var posts: [String: ProjectionChanges.PostChange] = [:]
  }

  package init() {}

  package func checkpoint() throws(StoreError) -> JournalCheckpoint {
    sums.withLock(\.checkpoint)
  }

  package func apply(
    _ changes: ProjectionChanges, from before: JournalCheckpoint, to after: JournalCheckpoint
  ) throws(StoreError) {
    try sums.withLock { (sums) throws(StoreError) in
      guard sums.checkpoint == before else { throw .conflict }
      sums.checkpoint = after
      sums.apply(changes)
    }
  }

  package func reset() throws(StoreError) { sums.withLock { $0 = Sums() } }

  package func members(
    of list: Listing, before: OwnerID?, limit: Int
  ) throws(StoreError) -> [OwnerID] {
    sums.withLock { sums in
      let all = (sums.members[list] ?? []).sorted(by: >)
      let older = before.map { before in all.filter { $0 < before } } ?? all
      return Array(older.prefix(limit))
    }
  }

  package func sums(of table: SumTable, at key: SumKey) throws(StoreError) -> SumRow? {
    sums.withLock { $0.rows[table]?[key] }
  }

  package func rows(
    of table: SumTable, group: Int64, _ range: ClosedRange<Int64>
  ) throws(StoreError) -> [SumLine] {
    let lines = sums.withLock { $0.lines(of: table, group: group) }
    return lines.filter { range.contains($0.key.second) }.sorted { left, right in
      left.key.parts.lexicographicallyPrecedes(right.key.parts)
    }
  }

  package func highest(of table: SumTable, group: Int64) throws(StoreError) -> [SumLine] {
    let lines = sums.withLock { $0.lines(of: table, group: group) }.filter { $0.sums[0] > 0 }
    let ordered = lines.sorted { left, right in
      (right.sums[0], left.key.second) < (left.sums[0], right.key.second)
    }
    return Array(ordered.prefix(SumTable.rankedMax))
  }

  package func highest(
    of table: SumTable, group: Int64, within range: ClosedRange<Int64>
  ) throws(StoreError) -> [SumLine] {
    var sums: [Int64: SumRow] = [:]
    for line in try rows(of: table, group: group, range) {
      sums[line.key.third, default: .zero] &+= line.sums
    }
    let ordered = sums.filter { $0.value[0] > 0 }.sorted { left, right in
      (right.value[0], left.key) < (left.value[0], right.key)
    }
    return ordered.prefix(SumTable.rankedMax).map {
      SumLine(key: SumKey(group, 0, $0.key), sums: $0.value)
    }
  }

  package func giftTotal(
    ofPost post: String
  ) throws(StoreError) -> (total: GiftTotal, newest: [EntryPosition]) {
    let change = sums.withLock { $0.posts[post] }
    return (change?.total ?? GiftTotal(), change?.newest.reversed() ?? [])
  }
}

extension InMemoryProjections.Sums {
  fileprivate mutating func apply(_ changes: ProjectionChanges) {
    for (membership, isMember) in changes.memberships {
      if isMember {
        members[membership.list, default: []].insert(membership.member)
      } else {
        members[membership.list]?.remove(membership.member)
      }
    }
    for table in SumTable.allCases {
      rows[table, default: [:]].merge(changes.growth(of: table)) { $0 &+ $1 }
    }
    posts.merge(changes.posts) { old, new in
      var both = old
      both.total = old.total.adding(new.total)
      both.newest = (old.newest + new.newest).suffix(ProjectionChanges.PostChange.newestMax)
      return both
    }
  }

  fileprivate func lines(of table: SumTable, group: Int64) -> [SumLine] {
    (rows[table] ?? [:]).filter { $0.key.first == group }.map { SumLine(key: $0, sums: $1) }
  }
}

extension GiftTotal {
  fileprivate func adding(_ other: GiftTotal) -> GiftTotal {
    GiftTotal(count: count + other.count, coins: coins + other.coins)
  }
}
