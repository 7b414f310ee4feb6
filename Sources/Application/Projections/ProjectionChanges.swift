package import Ledger
package import Monetization
import Money

/// What a run of entries adds to the projections; sums commute across writers.
package struct ProjectionChanges: Equatable, Sendable {
  /// The newest state of each touched membership: whether the owner is a member.
  package private(set) var memberships: [Membership: Bool] = [:]
  package private(set) var earnings: [EarningKey: EarningSum] = [:]
  package private(set) var supporters: [SupporterKey: SupporterSum] = [:]
  package private(set) var giftUsage: [GiftID: Int64] = [:]
  package private(set) var streams: [StreamID: GiftTotal] = [:]
  package private(set) var posts: [String: PostChange] = [:]
  package private(set) var users: [UserID: UserTotal] = [:]

  package init() {}

  /// Makes room for what a number of gifts can add.
  package mutating func reserve(_ gifts: Int) {
    earnings.reserveCapacity(gifts)
    supporters.reserveCapacity(gifts)
    users.reserveCapacity(2 * gifts)
  }

  /// An owner's place in a list.
  package struct Membership: Hashable, Sendable {
    package let list: Listing
    package let member: OwnerID
  }

  /// What a post received, and the entries of the newest gifts, oldest first.
  package struct PostChange: Equatable, Sendable {
    package var total = GiftTotal()
    package var newest: [EntryPosition] = []

    /// More gifts of a post than this are not listed with it.
    package static let newestMax = 20
  }

  /// Takes the facts of one entry in; entries of one writer come in order.
  package mutating func take(_ entry: JournalEntry) {
    for fact in entry.facts {
      switch fact {
      case .giftSent(let sent): take(sent, of: entry)
      case .purchaseChanged(let change): take(change)
      case .lookUpBegun(let purchase, let next): move(purchase, toLookUp: next)
      case .giftSaved(let gift): join(Listing(.gifts), OwnerID(gift))
      case .packageSaved(let package): join(Listing(.packages), OwnerID(package))
      case .apiKeyCreated(let key): join(Listing(.apiKeys), OwnerID(key))
      case .streamChanged(let stream, let creator, let status):
        join(Listing(.streamsByCreator, group: creator.rawValue), OwnerID(stream))
        move(OwnerID(stream), to: status, of: StreamStatus.allCases, in: .streamsByStatus)
      case .creatorApplied(let user):
        move(OwnerID(user), to: .applied, of: CreatorStatus.allCases, in: .creatorsByStatus)
      case .creatorReviewed(let user, let status):
        move(OwnerID(user), to: status, of: CreatorStatus.allCases, in: .creatorsByStatus)
      case .gatewayEventStored(let event, let verdict):
        // An event that was parked may be applied when it comes again.
        let place = Membership(list: Listing(.parkedEvents), member: OwnerID(event))
        memberships[place] = verdict == .parked
      case .settingsSaved:
        // The version that the entry made has the entry's stamp for its identifier.
        join(Listing(.settingsVersions), OwnerID(rawValue: entry.stamp.rawValue))
      case .userRegistered, .userChanged, .apiKeyRevoked, .walletAdjusted:
        break
      }
    }
  }

  private mutating func take(_ sent: GiftSent, of entry: JournalEntry) {
    let key = EarningKey(
      creator: sent.receiver, day: entry.stamp.time.day, source: sent.split.source,
      unit: sent.split.unit)
    let pair = SupporterKey(creator: sent.receiver, sender: sent.sender)
    // Each sum is looked up once: for every gift that ever was, hashing is what this costs.
    earnings[key, default: EarningSum(key: key, gross: 0, commission: 0, count: 0)].add(sent)
    supporters[pair, default: SupporterSum(key: pair, coins: 0, count: 0)].add(sent)
    giftUsage[sent.gift, default: 0] += sent.quantity
    users[sent.sender, default: UserTotal()].addSent(sent)
    users[sent.receiver, default: UserTotal()].addReceived(sent)
    if let stream = sent.stream { streams[stream, default: GiftTotal()].add(sent) }
    if let post = sent.post {
      posts[post, default: PostChange()].add(sent, at: entry.position)
    }
  }

  private mutating func take(_ change: PurchaseChange) {
    join(Listing(.purchases), OwnerID(change.purchase))
    join(Listing(.purchasesByUser, group: change.user.rawValue), OwnerID(change.purchase))
    switch change.status {
    case .pending: join(Listing(.lookUps), OwnerID(change.purchase))
    // Money may come after the end, so the next look-up stays.
    case .processing, .failed, .cancelled: break
    case .completed, .refunded, .disputed:
      move(change.purchase, toLookUp: Int64(LookUpSchedule.ages.count))
    }
    guard change.status == .completed else { return }
    users[change.user, default: UserTotal()].purchased +=
      change.offer.coins.count + change.offer.bonusCoins.count
  }

  /// Lists a purchase under its next look-up alone; under none when there is no next one.
  private mutating func move(_ purchase: PurchaseID, toLookUp next: Int64) {
    for number in LookUpSchedule.ages.indices {
      let list = Listing(.lookUps, group: Int64(number))
      memberships[Membership(list: list, member: OwnerID(purchase))] = number == next
    }
  }

  private mutating func join(_ list: Listing, _ member: OwnerID) {
    memberships[Membership(list: list, member: member)] = true
  }

  private mutating func move<Status: RawRepresentable & Equatable>(
    _ member: OwnerID, to status: Status, of all: [Status], in kind: Listing.Kind
  ) where Status.RawValue == UInt8 {
    for one in all {
      let list = Listing(kind, group: Int64(one.rawValue))
      memberships[Membership(list: list, member: member)] = one == status
    }
  }
}

extension EarningSum {
  fileprivate mutating func add(_ sent: GiftSent) {
    gross += sent.split.gross
    commission += sent.split.commission
    count += 1
  }
}

extension SupporterSum {
  fileprivate mutating func add(_ sent: GiftSent) {
    coins += sent.coins.count
    count += 1
  }
}

extension UserTotal {
  fileprivate mutating func addSent(_ sent: GiftSent) {
    spent += sent.coins.count
    giftsSent.add(sent)
  }

  fileprivate mutating func addReceived(_ sent: GiftSent) {
    giftsReceived.add(sent)
    if sent.split.unit == .coin { earned += sent.split.gross }
  }
}

extension ProjectionChanges.PostChange {
  fileprivate mutating func add(_ sent: GiftSent, at position: EntryPosition) {
    total.add(sent)
    newest.append(position)
    if newest.count > Self.newestMax { newest.removeFirst() }
  }
}

extension GiftTotal {
  fileprivate mutating func add(_ sent: GiftSent) {
    count += sent.quantity
    coins += sent.coins.count
  }
}
