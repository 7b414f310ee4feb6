import Application
import Ledger
import Monetization
import Money

/// The statements that read `projections.db`, of one connection.
final class ProjectionQueries {
  private let allCheckpoints: Statement
  private let membersOfList: Statement
  private let earningsOfCreator: Statement
  private let supportersOfCreator: Statement
  private let usageOfGift: Statement
  private let totalOfStream: Statement
  private let totalOfPost: Statement
  private let giftsOfPost: Statement
  private let totalOfUser: Statement

  init(on connection: Connection) throws(StoreError) {
    allCheckpoints = try connection.prepare("SELECT writer, sequence FROM checkpoint")
    membersOfList = try connection.prepare(
      """
      SELECT member FROM member WHERE kind = ?1 AND part = ?2 AND member < ?3
      ORDER BY member DESC LIMIT ?4
      """)
    earningsOfCreator = try connection.prepare(
      """
      SELECT day, source, unit, gross, commission, count FROM earning
      WHERE creator = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day, source, unit
      """)
    supportersOfCreator = try connection.prepare(Self.topOfCreator)
    usageOfGift = try connection.prepare("SELECT count FROM gift_usage WHERE gift = ?1")
    totalOfStream = try connection.prepare(
      "SELECT count, coins FROM stream_total WHERE stream = ?1")
    totalOfPost = try connection.prepare("SELECT count, coins FROM post_total WHERE post = ?1")
    giftsOfPost = try connection.prepare(
      "SELECT position FROM post_gift WHERE post = ?1 ORDER BY position DESC")
    totalOfUser = try connection.prepare("SELECT * FROM user_total WHERE user = ?1")
  }

  /// How far the journal was taken in.
  func checkpoint() throws(StoreError) -> JournalCheckpoint {
    var checkpoint = JournalCheckpoint()
    try allCheckpoints.forEach { (row) throws(StoreError) in
      guard let number = UInt16(exactly: row.integer(at: 0)),
        let writer = WriterID(rawValue: number)
      else { throw .unreadable("a checkpoint") }
      checkpoint.advance(writer, to: row.integer(at: 1))
    }
    return checkpoint
  }

  /// The members of a list, newest first.
  func members(
    of list: Listing, before: OwnerID?, limit: Int
  ) throws(StoreError) -> [OwnerID] {
    var members: [OwnerID] = []
    membersOfList.bind(Int64(list.kind.rawValue), list.group, before?.rawValue ?? .max)
    membersOfList.bind(Int64(limit), at: 4)
    try membersOfList.forEach { members.append(OwnerID(rawValue: $0.integer(at: 0))) }
    return members
  }

  /// A creator's sums of some days, in order.
  func earnings(
    of creator: UserID, days: ClosedRange<Int32>
  ) throws(StoreError) -> [EarningSum] {
    var sums: [EarningSum] = []
    earningsOfCreator.bind(
      creator.rawValue, Int64(days.lowerBound), Int64(days.upperBound))
    try earningsOfCreator.forEach { (row) throws(StoreError) in
      guard let day = Int32(exactly: row.integer(at: 0)),
        let source = UInt8(exactly: row.integer(at: 1)).flatMap(EarningSource.init(rawValue:)),
        let unit = UInt16(exactly: row.integer(at: 2)).flatMap(AmountUnit.init(rawValue:))
      else { throw .unreadable("an earning") }
      sums.append(
        EarningSum(
          key: EarningKey(creator: creator, day: day, source: source, unit: unit),
          gross: row.integer(at: 3), commission: row.integer(at: 4), count: row.integer(at: 5)))
    }
    return sums
  }

  /// Who gave a creator most, most first.
  func topSupporters(of creator: UserID) throws(StoreError) -> [SupporterSum] {
    try supportersOfCreator.topSupporters(of: creator).sums
  }

  /// The kept list of a creator: one row, however many gave.
  static let topOfCreator = "SELECT sums FROM top_supporters WHERE creator = ?1"

  /// How often a gift was sent; nil when it never was.
  func usage(of gift: GiftID) throws(StoreError) -> Int64? {
    var usage: Int64?
    usageOfGift.bind(gift.rawValue)
    try usageOfGift.forEach { usage = $0.integer(at: 0) }
    return usage
  }

  /// What a stream got; nil when it got nothing.
  func total(of stream: StreamID) throws(StoreError) -> GiftTotal? {
    var total: GiftTotal?
    totalOfStream.bind(stream.rawValue)
    try totalOfStream.forEach { total = $0.total(at: 0) }
    return total
  }

  /// What a post got, with the entries of its newest gifts, newest first.
  func total(
    ofPost post: String
  ) throws(StoreError) -> (total: GiftTotal, newest: [EntryPosition]) {
    var total = GiftTotal()
    var newest: [EntryPosition] = []
    try totalOfPost.lend(post, at: 1) { () throws(StoreError) in
      try totalOfPost.forEach { total = $0.total(at: 0) }
    }
    try giftsOfPost.lend(post, at: 1) { () throws(StoreError) in
      try giftsOfPost.forEach { newest.append(EntryPosition(rawValue: $0.integer(at: 0))) }
    }
    return (total, newest)
  }

  /// What a user did in all.
  func total(of user: UserID) throws(StoreError) -> UserTotal {
    var total = UserTotal()
    totalOfUser.bind(user.rawValue)
    try totalOfUser.forEach { row in
      total.purchased = row.integer(at: 1)
      total.spent = row.integer(at: 2)
      total.earned = row.integer(at: 3)
      total.giftsSent = row.total(at: 4)
      total.giftsReceived = row.total(at: 6)
    }
    return total
  }
}

extension Statement {
  /// Two columns: how many gifts, and their coins.
  fileprivate func total(at column: Int32) -> GiftTotal {
    GiftTotal(count: integer(at: column), coins: integer(at: column + 1))
  }
}
