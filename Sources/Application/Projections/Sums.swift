import Ledger
package import Monetization
package import Money

/// A creator's earnings of one day and source.
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

/// The key of an earning sum.
package struct EarningKey: Hashable, Sendable {
  package let creator: UserID
  /// As ``ReportingDays`` count.
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

/// The coins that one viewer gave one creator.
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

/// The gifts that a post or stream received.
package struct GiftTotal: Equatable, Sendable {
  /// Quantities added up.
  package var count: Int64
  package var coins: Int64

  package init(count: Int64 = 0, coins: Int64 = 0) {
    self.count = count
    self.coins = coins
  }
}

/// The totals of a user.
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

extension Projections {
  /// A creator's earnings per day, source and unit, of days within a range, by day.
  ///
  /// - Throws: ``StoreError``.
  package func earnings(
    of creator: UserID, days: ClosedRange<Int32>
  ) throws(StoreError) -> [EarningSum] {
    let days = Int64(days.lowerBound)...Int64(days.upperBound)
    return try rows(of: .earnings, group: creator.rawValue, days).map {
      (line) throws(StoreError) in try EarningSum(line)
    }
  }

  /// The top supporters of a creator, at most ``SumTable/rankedMax``; ties in the order of their
  /// ids.
  ///
  /// - Complexity: O(1), independent of the number of supporters.
  /// - Throws: ``StoreError``.
  package func topSupporters(of creator: UserID) throws(StoreError) -> [SupporterSum] {
    try highest(of: .supporters, group: creator.rawValue).map { line in
      SupporterSum(
        key: SupporterKey(creator: creator, sender: UserID(line.key.second)),
        coins: line.sums[0], count: line.sums[1])
    }
  }

  /// The top supporters of a creator on some days, at most ``SumTable/rankedMax``.
  ///
  /// - Throws: ``StoreError``.
  package func topSupporters(
    of creator: UserID, days: ClosedRange<Int32>
  ) throws(StoreError) -> [SupporterSum] {
    let days = Int64(days.lowerBound)...Int64(days.upperBound)
    return try highest(of: .supporterDays, group: creator.rawValue, within: days).map { line in
      SupporterSum(
        key: SupporterKey(creator: creator, sender: UserID(line.key.third)),
        coins: line.sums[0], count: line.sums[1])
    }
  }

  /// What a user received from a source as earnings of a unit.
  ///
  /// - Throws: ``StoreError``.
  package func received(
    by user: UserID, from source: EarningSource, in unit: AmountUnit
  ) throws(StoreError) -> (count: Int64, coins: Int64) {
    let key = SumKey(user.rawValue, Int64(source.rawValue), Int64(unit.rawValue))
    let sums = try sums(of: .received, at: key) ?? .zero
    return (sums[0], sums[1])
  }

  /// How often gifts were sent, by quantity; gifts that were never sent are left out.
  ///
  /// - Throws: ``StoreError``.
  package func giftUsage(of gifts: [GiftID]) throws(StoreError) -> [GiftID: Int64] {
    var usage: [GiftID: Int64] = [:]
    for gift in gifts {
      usage[gift] = try sums(of: .giftUsage, at: SumKey(gift.rawValue))?[0]
    }
    return usage
  }

  /// The gifts sent to streams; streams without gifts are left out.
  ///
  /// - Throws: ``StoreError``.
  package func giftTotals(of streams: [StreamID]) throws(StoreError) -> [StreamID: GiftTotal] {
    var totals: [StreamID: GiftTotal] = [:]
    for stream in streams {
      let sums = try sums(of: .streamGifts, at: SumKey(stream.rawValue))
      totals[stream] = sums.map { GiftTotal(count: $0[0], coins: $0[1]) }
    }
    return totals
  }

  /// The totals of what a user bought, spent and received.
  ///
  /// - Throws: ``StoreError``.
  package func totals(of user: UserID) throws(StoreError) -> UserTotal {
    UserTotal(try sums(of: .users, at: SumKey(user.rawValue)) ?? .zero)
  }
}

extension EarningSum {
  fileprivate init(_ line: SumLine) throws(StoreError) {
    guard let day = Int32(exactly: line.key.second),
      let source = UInt8(exactly: line.key.third).flatMap(EarningSource.init(rawValue:)),
      let unit = UInt16(exactly: line.key.fourth).flatMap(AmountUnit.init(rawValue:))
    else { throw .corrupt(StoreFault(code: 0, context: "an earning cannot be read")) }
    self.init(
      key: EarningKey(creator: UserID(line.key.first), day: day, source: source, unit: unit),
      gross: line.sums[0], commission: line.sums[1], count: line.sums[2])
  }
}

extension UserTotal {
  fileprivate init(_ sums: SumRow) {
    purchased = sums[0]
    spent = sums[1]
    earned = sums[2]
    giftsSent = GiftTotal(count: sums[3], coins: sums[4])
    giftsReceived = GiftTotal(count: sums[5], coins: sums[6])
  }
}
