import Ledger
import Monetization
import Money

/// A loaded state to decide in: a viewer with 1,000 coins, a creator, a gift, a live stream.
struct World {
  private(set) var state = State()

  static let viewer = UserID(101)
  static let creator = UserID(102)
  static let stranger = UserID(103)
  static let rose = GiftID(201)
  static let purse = PackageID(301)
  static let stream = StreamID(401)
  static let purchase = PurchaseID(501)
  static let moment = Moment(stamp: Stamp(rawValue: 200_000_000_000_000_000), writer: .first)
  static let platform = OwnerID.platform(.first)

  init() {
    for (number, id) in [Self.viewer, Self.creator, Self.stranger].enumerated() {
      put(User(id: id, externalID: "user-\(number)", profile: UserProfile()), of: OwnerID(id))
    }
    putCreator(.approved)
    put(Self.gift(price: 10), of: OwnerID(Self.rose))
    put(Self.coinPackage(), of: OwnerID(Self.purse))
    putStream(.live)
    fund(Self.viewer, coins: 1_000)
  }

  static func gift(price: Int64, remaining: Int64? = nil, usdCents: Int64? = nil) -> Gift {
    let appearance = GiftAppearance(
      name: "Rose", description: "A rose", category: .emoji, rarity: .rare)
    var gift = Gift(id: rose, appearance: appearance, coinPrice: Coins(price))
    gift.remaining = remaining
    gift.usdCents = usdCents
    return gift
  }

  static func coinPackage(price: Int64 = 99_900) -> CoinPackage {
    var made = CoinPackage(
      id: purse, name: "Purse", coins: Coins(500), price: Money(minorUnits: price, currency: .inr))
    made.bonusCoins = Coins(50)
    return made
  }

  /// Loads a row as the store would.
  mutating func put<Row: StoredRow>(_ row: Row, of owner: OwnerID) {
    var writer = ByteWriter()
    row.encode(into: &writer)
    load(RowSlot(Row.tag), writer.bytes, of: owner)
  }

  mutating func putCreator(_ status: CreatorStatus) {
    var creator = Creator(user: Self.creator, appliedAt: Timestamp(milliseconds: 0))
    creator.status = status
    put(creator, of: OwnerID(Self.creator))
  }

  mutating func putStream(_ status: StreamStatus, creator: UserID = Self.creator) {
    var stream = LiveStream(id: Self.stream, creator: creator, title: "Live")
    stream.status = status
    put(stream, of: OwnerID(Self.stream))
  }

  mutating func putUser(_ id: UserID, change: (inout User) -> Void) {
    var user = User(id: id, externalID: "user", profile: UserProfile())
    change(&user)
    put(user, of: OwnerID(id))
  }

  mutating func putSettings(change: (inout Settings) -> Void) {
    var settings = Settings.streamit
    settings.version = 1
    change(&settings)
    put(settings, of: .global)
  }

  /// Gives a wallet its coins: as many came in, and `spent` of them went out on the moment's day.
  mutating func fund(_ user: UserID, coins: Int64, spent: Int64 = 0) {
    let key = AccountKey(OwnerID(user), .wallet, .coin)
    var account = Account(key)
    let position = EntryPosition(writer: .first, sequence: 1)
    let stamp = Stamp(rawValue: Self.moment.stamp.rawValue - 1)
    _ = account.post(coins + spent, line: .purchase, at: position, stamp: stamp)
    if spent > 0 { _ = account.post(-spent, line: .giftSent, at: position, stamp: stamp) }
    var writer = ByteWriter()
    account.encode(into: &writer)
    load(RowSlot(.account, detail: key.detail), writer.bytes, of: OwnerID(user))
  }

  mutating func claim(_ name: UniqueName, for owner: OwnerID) {
    state.load(name: name, owner: owner)
  }

  func decide(_ command: Command) -> Decision {
    Monetization.decide(command, in: state, at: Self.moment)
  }

  /// Decides and takes the changes on, as a batch does.
  ///
  /// - Returns: The entry; nil when nothing happens.
  mutating func accept(_ command: Command, sequence: Int64) throws -> JournalEntry? {
    let stamp = Stamp(rawValue: Self.moment.stamp.rawValue + sequence)
    let moment = Moment(stamp: stamp, writer: .first)
    guard case .accept(let delta) = Monetization.decide(command, in: state, at: moment) else {
      return nil
    }
    let header = JournalEntry.Header(
      position: EntryPosition(writer: .first, sequence: sequence + 1), epoch: 1, stamp: stamp)
    let transactions = try state.apply(delta, at: header)
    return JournalEntry(
      header: header, actor: .global, facts: delta.facts, transactions: transactions, texts: [])
  }

  /// Takes changes on that no command made.
  mutating func apply(_ delta: Delta, sequence: Int64) throws {
    let stamp = Stamp(rawValue: Self.moment.stamp.rawValue + sequence)
    let header = JournalEntry.Header(
      position: EntryPosition(writer: .first, sequence: sequence + 1), epoch: 1, stamp: stamp)
    _ = try state.apply(delta, at: header)
  }

  private mutating func load(_ slot: RowSlot, _ bytes: [UInt8], of owner: OwnerID) {
    do throws(DecodingFault) {
      try state.load(owner: owner, slot: slot, bytes: bytes)
    } catch {
      preconditionFailure("a row is read as it was written: \(error)")
    }
  }
}

extension Decision {
  /// The changes of an accepted command.
  var delta: Delta? {
    if case .accept(let delta) = self { delta } else { nil }
  }

  /// Why a command was refused.
  var refusal: Refusal? {
    if case .refuse(let refusal) = self { refusal } else { nil }
  }
}
