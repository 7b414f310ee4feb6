package import Application
package import Ledger
package import Monetization
internal import Money
internal import Synchronization

/// Projections that forget everything with the process.
package final class InMemoryProjections: Projections {
  private let sums = Mutex(Sums())

  fileprivate struct Sums {
    var checkpoint = JournalCheckpoint()
    var members: [Listing: Set<OwnerID>] = [:]
    var earnings: [EarningKey: EarningSum] = [:]
    var supporters: [SupporterKey: SupporterSum] = [:]
    var giftUsage: [GiftID: Int64] = [:]
    var streams: [StreamID: GiftTotal] = [:]
    var posts: [String: ProjectionChanges.PostChange] = [:]
    var users: [UserID: UserTotal] = [:]
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
      sums.take(changes)
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

  package func earnings(
    of creator: UserID, days: ClosedRange<Int32>
  ) throws(StoreError) -> [EarningSum] {
    sums.withLock { sums in
      sums.earnings.values
        .filter { $0.key.creator == creator && days.contains($0.key.day) }
        .sorted { $0.key.order < $1.key.order }
    }
  }

  package func topSupporters(of creator: UserID) throws(StoreError) -> [SupporterSum] {
    sums.withLock { sums in
      let all = sums.supporters.values.filter { $0.key.creator == creator }
      return Array(all.sorted { $0.isAhead(of: $1) }.prefix(SupporterSum.topMax))
    }
  }

  package func giftUsage(of gifts: [GiftID]) throws(StoreError) -> [GiftID: Int64] {
    sums.withLock { sums in sums.giftUsage.filter { gifts.contains($0.key) } }
  }

  package func giftTotals(of streams: [StreamID]) throws(StoreError) -> [StreamID: GiftTotal] {
    sums.withLock { sums in sums.streams.filter { streams.contains($0.key) } }
  }

  package func giftTotal(
    ofPost post: String
  ) throws(StoreError) -> (total: GiftTotal, newest: [EntryPosition]) {
    let change = sums.withLock { $0.posts[post] }
    return (change?.total ?? GiftTotal(), change?.newest.reversed() ?? [])
  }

  package func totals(of user: UserID) throws(StoreError) -> UserTotal {
    sums.withLock { $0.users[user] ?? UserTotal() }
  }
}

extension InMemoryProjections.Sums {
  fileprivate mutating func take(_ changes: ProjectionChanges) {
    for (membership, isMember) in changes.memberships {
      if isMember {
        members[membership.list, default: []].insert(membership.member)
      } else {
        members[membership.list]?.remove(membership.member)
      }
    }
    earnings.merge(changes.earnings) { old, new in
      EarningSum(
        key: old.key, gross: old.gross + new.gross, commission: old.commission + new.commission,
        count: old.count + new.count)
    }
    supporters.merge(changes.supporters) { old, new in
      SupporterSum(key: old.key, coins: old.coins + new.coins, count: old.count + new.count)
    }
    giftUsage.merge(changes.giftUsage, uniquingKeysWith: +)
    streams.merge(changes.streams) { $0.adding($1) }
    posts.merge(changes.posts) { old, new in
      var both = old
      both.total = old.total.adding(new.total)
      both.newest = (old.newest + new.newest).suffix(ProjectionChanges.PostChange.newestMax)
      return both
    }
    users.merge(changes.users) { $0.adding($1) }
  }
}

extension GiftTotal {
  fileprivate func adding(_ other: GiftTotal) -> GiftTotal {
    GiftTotal(count: count + other.count, coins: coins + other.coins)
  }
}

extension UserTotal {
  fileprivate func adding(_ other: UserTotal) -> UserTotal {
    var sum = self
    sum.purchased += other.purchased
    sum.spent += other.spent
    sum.earned += other.earned
    sum.giftsSent = giftsSent.adding(other.giftsSent)
    sum.giftsReceived = giftsReceived.adding(other.giftsReceived)
    return sum
  }
}

extension EarningKey {
  /// By day first, as readers want it.
  fileprivate var order: (Int32, UInt8, UInt16) { (day, source.rawValue, unit.rawValue) }
}
