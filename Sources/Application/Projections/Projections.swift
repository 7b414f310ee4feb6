package import Ledger
package import Monetization
package import Money

/// What is computed from the journal for reading: lists and sums, rebuildable from zero.
///
/// All calls block. Changes and checkpoint are stored together, so every entry counts once.
package protocol Projections: Sendable {
  /// How far the journal was taken in.
  func checkpoint() throws(StoreError) -> JournalCheckpoint

  /// Takes changes in and moves the checkpoint, all or nothing.
  ///
  /// - Throws: ``StoreError/conflict`` when the checkpoint no longer is `before`: another runner
  ///   took these entries in.
  func apply(
    _ changes: ProjectionChanges, from before: JournalCheckpoint, to after: JournalCheckpoint
  ) throws(StoreError)

  /// Forgets everything: the next checkpoint is empty.
  func reset() throws(StoreError)

  /// The members of a list, newest first.
  ///
  /// - Parameters:
  ///   - list: Which list.
  ///   - before: Only members with a lower identifier; nil for the newest.
  ///   - limit: At most this many.
  /// - Returns: The owners whose rows are the members.
  /// - Throws: ``StoreError/unavailable(_:)``.
  func members(
    of list: Listing, before: OwnerID?, limit: Int
  ) throws(StoreError) -> [OwnerID]

  /// A creator's earnings per day, source and unit, of days within a range, by day.
  func earnings(
    of creator: UserID, days: ClosedRange<Int32>
  ) throws(StoreError) -> [EarningSum]

  /// Who gave a creator most, most first, at most ``SupporterSum/topMax``; those who gave the
  /// same in the order of their ids.
  ///
  /// - Complexity: O(1), however many ever gave.
  func topSupporters(of creator: UserID) throws(StoreError) -> [SupporterSum]

  /// How often gifts were sent, quantities added up; gifts that never were are left out.
  func giftUsage(of gifts: [GiftID]) throws(StoreError) -> [GiftID: Int64]

  /// What was sent to streams; streams that got nothing are left out.
  func giftTotals(of streams: [StreamID]) throws(StoreError) -> [StreamID: GiftTotal]

  /// What was sent to a post, with the entries of its newest gifts.
  func giftTotal(
    ofPost post: String
  ) throws(StoreError) -> (total: GiftTotal, newest: [EntryPosition])

  /// What a user bought, spent and received.
  func totals(of user: UserID) throws(StoreError) -> UserTotal
}

/// How far each writer's journal was read.
package struct JournalCheckpoint: Equatable, Sendable {
  /// Writers and their last sequence number read, by writer; a missing one is at 0.
  package private(set) var sequences: [(writer: WriterID, sequence: Int64)]

  /// Before every entry.
  package init() { sequences = [] }

  /// The last sequence number read of a writer.
  package func sequence(of writer: WriterID) -> Int64 {
    sequences.first { $0.writer == writer }?.sequence ?? 0
  }

  /// Notes that a writer's journal was read up to a sequence number.
  package mutating func advance(_ writer: WriterID, to sequence: Int64) {
    sequences.removeAll { $0.writer == writer }
    sequences.append((writer, sequence))
    sequences.sort { $0.writer < $1.writer }
  }

  /// Whether everything in `other` was read here too.
  package func covers(_ other: JournalCheckpoint) -> Bool {
    other.sequences.allSatisfy { sequence(of: $0.writer) >= $0.sequence }
  }

  package static func == (left: JournalCheckpoint, right: JournalCheckpoint) -> Bool {
    left.covers(right) && right.covers(left)
  }
}

/// A list whose members are found without scanning; the rows stand in the store.
package struct Listing: Hashable, Sendable {
  /// The kinds of lists; the numbers are stored.
  package enum Kind: UInt8, Sendable, CaseIterable {
    case gifts = 1
    case packages = 2
    /// The group is a ``StreamStatus``.
    case streamsByStatus = 3
    /// The group is the creator.
    case streamsByCreator = 4
    /// The group is the buyer.
    case purchasesByUser = 5
    /// The group is a ``CreatorStatus``.
    case creatorsByStatus = 6
    case apiKeys = 7
    /// Gateway events that nobody was credited for.
    case parkedEvents = 8
    case purchases = 9
    /// Purchases whose gateway is to be asked; the group is ``Purchase/nextLookUp``.
    case lookUps = 10
    case settingsVersions = 11
  }

  package let kind: Kind
  /// What tells lists of one kind apart; 0 where there is only one.
  package let group: Int64

  package init(_ kind: Kind, group: Int64 = 0) {
    self.kind = kind
    self.group = group
  }
}

/// What a creator earned on one day from one source.
package struct EarningSum: Equatable, Sendable {
  package let key: EarningKey
  package var gross: Int64
  package var commission: Int64
  package var count: Int64

  package init(key: EarningKey, gross: Int64, commission: Int64, count: Int64) {
    self.key = key
    self.gross = gross
    self.commission = commission
    self.count = count
  }
}

/// What earnings are summed by.
package struct EarningKey: Hashable, Sendable {
  package let creator: UserID
  /// The UTC day, as ``Timestamp/day`` counts.
  package let day: Int32
  package let source: EarningSource
  package let unit: AmountUnit

  package init(creator: UserID, day: Int32, source: EarningSource, unit: AmountUnit) {
    self.creator = creator
    self.day = day
    self.source = source
    self.unit = unit
  }
}

/// What one viewer gave one creator.
package struct SupporterSum: Equatable, Sendable {
  package let key: SupporterKey
  /// Coins paid, before any split.
  package var coins: Int64
  package var count: Int64

  package init(key: SupporterKey, coins: Int64, count: Int64) {
    self.key = key
    self.coins = coins
    self.count = count
  }

  /// How many supporters of a creator are listed.
  package static let topMax = 10

  /// Whether a sum stands before another one in the creator's list.
  package func isAhead(of other: SupporterSum) -> Bool {
    (other.coins, key.sender) < (coins, other.key.sender)
  }
}

/// A viewer and a creator.
package struct SupporterKey: Hashable, Sendable {
  package let creator: UserID
  package let sender: UserID

  package init(creator: UserID, sender: UserID) {
    self.creator = creator
    self.sender = sender
  }
}

/// Gifts that something received.
package struct GiftTotal: Equatable, Sendable {
  /// Quantities added up.
  package var count: Int64
  package var coins: Int64

  package init(count: Int64 = 0, coins: Int64 = 0) {
    self.count = count
    self.coins = coins
  }
}

/// What a user did in all.
package struct UserTotal: Equatable, Sendable {
  /// Coins bought, bonus included.
  package var purchased: Int64 = 0
  /// Coins spent on creators.
  package var spent: Int64 = 0
  package var giftsSent = GiftTotal()
  package var giftsReceived = GiftTotal()
  /// Coins earned before commission.
  package var earned: Int64 = 0

  package init() {}
}
