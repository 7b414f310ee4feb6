/// A table of sums over the journal, which can be rebuilt from it at any time.
///
/// A new sum is a case and its definition here: storing, adding, reading and forgetting are the
/// same for all of them.
package enum SumTable: Int, CaseIterable, Sendable {
  /// What a creator earned on a day from a source in a unit: ``EarningSum``.
  case earnings
  /// What a viewer gave a creator: ``SupporterSum``.
  case supporters
  /// How often a gift was sent.
  case giftUsage
  /// Gifts to a stream: ``GiftTotal``.
  case streamGifts
  /// What a user did in all: ``UserTotal``.
  case users
  /// Tips that a user received and sent.
  case tips
  /// What a viewer tipped a creator.
  case tippers
  /// What a viewer gave a creator on a day.
  case supporterDays
  /// What a user received from a source as earnings of a unit; gifts are counted by the piece.
  case received

  /// What a table is called and what its rows hold.
  package struct Definition: Sendable {
    package let name: String
    /// One to four whole numbers that tell rows apart.
    package let keys: [String]
    /// One to eight sums.
    package let columns: [String]
    /// Whether the members with the highest first sums are kept for each group: the first
    /// of two keys is the group, the second the member.
    package var isRanked = false
  }

  /// What the table is called and what its rows hold.
  package var definition: Definition {
    switch self {
    case .earnings:
      Definition(
        name: "earning", keys: ["creator", "day", "source", "unit"],
        columns: ["gross", "commission", "count"])
    case .supporters:
      Definition(
        name: "supporter", keys: ["creator", "sender"], columns: ["coins", "count"],
        isRanked: true)
    case .giftUsage: Definition(name: "gift_usage", keys: ["gift"], columns: ["count"])
    case .streamGifts:
      Definition(name: "stream_total", keys: ["stream"], columns: ["count", "coins"])
    case .tips:
      Definition(
        name: "tip_total", keys: ["user"],
        columns: ["received_count", "received_coins", "sent_count", "sent_coins"])
    case .tippers:
      Definition(
        name: "tipper", keys: ["creator", "sender"], columns: ["coins", "count"], isRanked: true)
    case .supporterDays:
      Definition(
        name: "supporter_day", keys: ["creator", "day", "sender"], columns: ["coins", "count"])
    case .received:
      Definition(
        name: "received", keys: ["user", "source", "unit"], columns: ["count", "coins"])
    case .users:
      Definition(
        name: "user_total", keys: ["user"],
        columns: [
          "purchased", "spent", "earned", "sent_count", "sent_coins", "received_count",
          "received_coins",
        ])
    }
  }

  /// How many members of a group are kept.
  package static let rankedMax = 10
}

/// Which row of a ``SumTable``: as many whole numbers as the table has keys, then zeros.
package struct SumKey: Hashable, Sendable {
  package let first: Int64
  package let second: Int64
  package let third: Int64
  package let fourth: Int64

  package init(_ first: Int64, _ second: Int64 = 0, _ third: Int64 = 0, _ fourth: Int64 = 0) {
    (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
  }

  /// All four in order.
  package var parts: [Int64] { [first, second, third, fourth] }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(first)
    // Most tables have one key or two: hashing is what a sum costs.
    if second != 0 { hasher.combine(second) }
    if third | fourth != 0 {
      hasher.combine(third)
      hasher.combine(fourth)
    }
  }
}

/// The sums of a row, or what they grow by: as many as the table has columns, then zeros.
package typealias SumRow = SIMD8<Int64>

extension SumRow {
  /// The given sums in the order of a table's columns, then zeros.
  package static func sums(
    _ first: Int64, _ second: Int64 = 0, _ third: Int64 = 0, _ fourth: Int64 = 0,
    _ fifth: Int64 = 0, _ sixth: Int64 = 0, _ seventh: Int64 = 0, _ eighth: Int64 = 0
  ) -> SumRow {
    SumRow(first, second, third, fourth, fifth, sixth, seventh, eighth)
  }
}
