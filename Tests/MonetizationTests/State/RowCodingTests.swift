import Ledger
import Monetization
import Money
import TestKit
import Testing

@Suite struct RowCodingTests {
  /// Reads a row back, and no part of it, nor what a newer program wrote.
  private static func check<Row: StoredRow>(_ row: Row) throws {
    var writer = ByteWriter()
    row.encode(into: &writer)
    let bytes = writer.bytes
    var reader = ByteReader(bytes)
    #expect(try Row(of: row.key, from: &reader) == row)
    #expect(reader.isAtEnd)
    for length in bytes.indices {
      var short = ByteReader(Array(bytes.prefix(length)))
      #expect(throws: DecodingFault.self, "\(Row.self)") { try Row(of: row.key, from: &short) }
    }
    var state = State()
    #expect(throws: DecodingFault.malformed) {
      try state.load(owner: row.key.owner, slot: row.slot, bytes: bytes + [0])
    }
    var newer = ByteReader([bytes[0] + 1] + bytes.dropFirst())
    #expect(throws: DecodingFault.self, "\(Row.self)") { try Row(of: row.key, from: &newer) }
    checkNoise(of: row, bytes)
  }

  /// Damaged bytes are refused or read as something else; they never trap.
  private static func checkNoise<Row: StoredRow>(of row: Row, _ bytes: [UInt8]) {
    for place in bytes.indices {
      for bit in 0..<8 as Range<UInt8> {
        var damaged = bytes
        damaged[place] ^= 1 << bit
        var reader = ByteReader(damaged)
        _ = try? Row(of: row.key, from: &reader)
      }
    }
  }

  @Test func `people and their rows`() throws {
    var user = User(
      id: World.viewer, externalID: "id",
      profile: UserProfile(
        username: "name", displayName: "Näme", avatarURL: "https://a.example/a", locale: "en-IN",
        country: "IN"))
    try Self.check(user)
    (user.isAdmin, user.isSuspended, user.dailySpendingLimit) = (true, true, .max)
    try Self.check(user)
    for status in CreatorStatus.allCases {
      var creator = Creator(
        user: World.creator, appliedAt: Timestamp(milliseconds: .min),
        application: Stamp(rawValue: .max))
      (creator.status, creator.reason) = (status, "Reason")
      creator.reviewedAt = Timestamp(milliseconds: .max)
      try Self.check(creator)
      creator.liveStream = World.stream
      try Self.check(creator)
    }
    var sender = Sender(World.viewer)
    try Self.check(sender)
    for number in 1...6 as ClosedRange<Int64> {
      _ = sender.continueCombo(
        with: Combo(
          id: TransactionID(number), gift: GiftID(number), stream: .global,
          receiver: OwnerID(rawValue: 2), count: number,
          lastAt: Timestamp(milliseconds: 1_000 + number)))
    }
    try Self.check(sender)
  }

  @Test func `what is sold`() throws {
    for category in GiftCategory.allCases {
      for rarity in GiftRarity.allCases {
        var appearance = GiftAppearance(
          name: "Rose", description: "Red", category: category, rarity: rarity)
        (appearance.imageURL, appearance.animationURL) = ("i", "a")
        var gift = Gift(id: World.rose, appearance: appearance, coinPrice: Coins(.max))
        (gift.usdCents, gift.remaining, gift.sortOrder) = (1, 0, -5)
        try Self.check(gift)
      }
    }
    var coinPackage = World.coinPackage()
    (coinPackage.icon, coinPackage.isActive, coinPackage.isFeatured) = ("i", false, true)
    try Self.check(coinPackage)
    coinPackage.isFirstPurchaseBonus = true
    coinPackage.promotion = Promotion(
      startsAt: Timestamp(milliseconds: .min), endsAt: Timestamp(milliseconds: .max))
    coinPackage.localPrices = [
      LocalPrice(country: "KW", price: Money(minorUnits: 4_000, currency: .kwd)),
      LocalPrice(country: "JP", price: Money(minorUnits: 1_900, currency: .jpy)),
    ]
    try Self.check(coinPackage)
    try Self.check(Buyer(user: World.viewer, firstPurchase: World.purchase))
    for status in PurchaseStatus.allCases {
      for (gateway, method) in zip(GatewayName.allCases, PaymentMethod.allCases) {
        let offer = PurchaseOffer(
          package: nil, coins: Coins(1), bonusCoins: Coins(2),
          price: Money(minorUnits: 3, currency: .kwd),
          isFirstPurchaseBonus: status == .completed)
        var purchase = Purchase(
          id: World.purchase, user: World.viewer, offer: offer, gateway: gateway, returnURL: "r")
        (purchase.status, purchase.method) = (status, method)
        (purchase.gatewayTransaction, purchase.failureReason) = ("t", "f")
        try Self.check(purchase)
      }
    }
  }

  /// The fields that versions 1 and 2 of a package share.
  private static func writeShared(_ row: CoinPackage, into writer: inout ByteWriter) {
    writer.write(row.id.rawValue)
    writer.write(row.name)
    writer.write(row.description)
    writer.write(row.icon)
    writer.write(row.coins.count)
    writer.write(row.bonusCoins.count)
    writer.write(row.price)
    writer.write(row.isActive)
    writer.write(row.isFeatured)
    writer.write(row.sortOrder)
  }

  @Test func `packages and purchases of older versions are read, without what came later`() throws {
    let row = World.coinPackage()
    var writer = ByteWriter()
    writer.write(UInt8(1))
    Self.writeShared(row, into: &writer)
    var reader = ByteReader(writer.bytes)
    #expect(try CoinPackage(of: .global, from: &reader) == row)
    #expect(reader.isAtEnd)

    let purchase = Purchase(
      id: World.purchase, user: World.viewer,
      offer: PurchaseOffer(
        package: World.purse, coins: Coins(500), bonusCoins: Coins(50),
        price: Money(minorUnits: 99_900, currency: .inr)),
      gateway: .sandbox, returnURL: "/shop")
    writer.removeAll()
    purchase.encode(into: &writer)
    // Version 2 added a number at the end, version 3 a flag in front, version 4 one at the end,
    // versions 5 and 6 a text and a time there that may be absent.
    let middle = writer.bytes.dropFirst(2).dropLast(3)
    let third = [3, writer.bytes[1]] + middle
    let fourth: [UInt8] = [4] + third.dropFirst() + [0]
    let fifth: [UInt8] = [5] + fourth.dropFirst() + [0]
    for bytes in [[1] + middle.dropLast(), [2] + middle, third, fourth, fifth] as [[UInt8]] {
      var old = ByteReader(bytes)
      #expect(try Purchase(of: .global, from: &old) == purchase)
      #expect(old.isAtEnd)
    }
    for version in [0, 7] as [UInt8] {
      var other = ByteReader([version] + writer.bytes.dropFirst())
      #expect(throws: DecodingFault.unknownCase("version of purchase", UInt64(version))) {
        try Purchase(of: .global, from: &other)
      }
    }
  }

  @Test func `the rest`() throws {
    for status in StreamStatus.allCases {
      var stream = LiveStream(id: World.stream, creator: World.creator, title: "Live")
      (stream.status, stream.viewersMax) = (status, 5)
      (stream.scheduledAt, stream.startedAt, stream.endedAt) =
        (Timestamp(milliseconds: 1), Timestamp(milliseconds: 2), Timestamp(milliseconds: 3))
      try Self.check(stream)
    }
    for verdict in GatewayEventVerdict.allCases {
      let report = GatewayReport(
        gateway: .dodo, eventID: "e", purchase: World.purchase, outcome: .cancelled, body: "{}")
      try Self.check(GatewayEvent(id: GatewayEventID(1), report: report, verdict: verdict))
    }
    let payment = GatewayReport.Payment(
      transaction: "p", amount: Money(minorUnits: -1, currency: .inr),
      fee: Money(minorUnits: 0, currency: .inr), method: .upi)
    for reason in ParkingReason.allCases {
      let report = GatewayReport(
        gateway: .dodo, eventID: "e", purchase: nil, order: "elsewhere", outcome: .paid(payment),
        body: "{}")
      try Self.check(
        GatewayEvent(id: GatewayEventID(1), report: report, verdict: .parked, reason: reason))
    }
    var key = APIKey(id: APIKeyID(1), name: "n", digest: "00ff", scopes: [.users, .admin])
    try Self.check(key)
    key.revokedAt = Timestamp(milliseconds: 5)
    try Self.check(key)
    try Self.check(
      CarryRow(
        CarryKey(OwnerID(World.creator), .gift, .coin), Carry(parts: Carry.scale - 1) ?? .zero))
    let share = BasisPoints(rawValue: 4_000) ?? .zero
    var settings = Settings.streamit
    try Self.check(settings)
    settings.splits = SplitRules(all: .valueShare(share, .usd))
    settings.splits.call = .fixedRate(Money(minorUnits: 1_320, currency: .usd), perSeconds: 60)
    settings.coin.unitPrice = nil
    settings.gifts.dailySpendingLimit = 5
    try Self.check(settings)
    try Self.check(
      SettingsVersion(
        id: SettingsVersionID(7), author: OwnerID(World.viewer), settings: settings))
  }

  @Test func `slots and details name what they were made of`() throws {
    for tag in RowTag.allCases { #expect(RowSlot(tag, detail: .max).tag == tag) }
    #expect(RowSlot(.user, detail: 7).detail == 7)
    for raw in [0, -1, .max, .min, 99 << 32, 258 << 32] as [Int64] {
      #expect(RowSlot(rawValue: raw).tag == nil)
    }
    let owner = OwnerID(rawValue: 5)
    for kind in AccountKind.allCases {
      for unit in [.coin, AmountUnit(.usd), AmountUnit(.kwd)] {
        let key = AccountKey(owner, kind, unit)
        #expect(try AccountKey(owner, detail: key.detail) == key)
      }
    }
    for source in EarningSource.allCases {
      let key = CarryKey(owner, source, AmountUnit(.inr))
      #expect(try CarryKey(owner, detail: key.detail) == key)
    }
    #expect(throws: DecodingFault.self) { try AccountKey(owner, detail: 99 << 16) }
    #expect(throws: DecodingFault.self) { try AccountKey(owner, detail: 1 << 16 | 1) }
    #expect(throws: DecodingFault.self) { try CarryKey(owner, detail: 99 << 16) }
    // The topmost bits belong to no key: with one of them set, nobody would find the row.
    let account = AccountKey(owner, .wallet, .coin)
    let carry = CarryKey(owner, .gift, .coin)
    for bit in 24..<32 as Range<UInt32> {
      #expect(throws: DecodingFault.self) {
        try AccountKey(owner, detail: account.detail | 1 << bit)
      }
      #expect(throws: DecodingFault.self) { try CarryKey(owner, detail: carry.detail | 1 << bit) }
    }
  }

  @Test func `creators of the first version have no live stream`() throws {
    let bytes: [UInt8] = [1, 14, 2, 0, 20, 1, 22]
    var reader = ByteReader(bytes)
    var expected = Creator(user: UserID(7), appliedAt: Timestamp(milliseconds: 10))
    expected.status = .approved
    expected.reviewedAt = Timestamp(milliseconds: 11)
    #expect(try Creator(of: OwnerID(UserID(7)), from: &reader) == expected)
    #expect(reader.isAtEnd)
  }

  @Test func `gateway events of the first version are read`() throws {
    var writer = ByteWriter()
    writer.write(UInt8(1))
    writer.write(Int64(7))
    writer.write(UInt8(2))
    writer.write("evt_1")
    writer.write(World.purchase.rawValue)
    writer.write(UInt8(3))
    writer.write("{}")
    var reader = ByteReader(writer.bytes)
    let event = try GatewayEvent(of: .global, from: &reader)
    let report = GatewayReport(
      gateway: .stripe, eventID: "evt_1", purchase: World.purchase, outcome: .cancelled, body: "{}")
    #expect(event == GatewayEvent(id: GatewayEventID(7), report: report, verdict: .parked))
    #expect(reader.isAtEnd)
  }

  @Test func `settings of the first version are read`() throws {
    let bytes: [UInt8] = [
      1, 2, 8, 115, 116, 114, 101, 97, 109, 105, 116, 4, 99, 111, 105, 110, 228, 2, 2, 0, 1, 200,
      1, 0, 1, 196, 19, 1, 232, 7, 1, 232, 7, 1, 184, 23, 1, 232, 7, 1, 232, 7, 40, 80, 0, 1, 2,
      0, 208, 15, 14,
    ]
    var reader = ByteReader(bytes)
    let settings = try Settings(of: .global, from: &reader)
    var expected = Settings.streamit
    expected.version = 1
    #expect(settings == expected && reader.isAtEnd)
  }

  /// Settings after their version, as version 3 has them.
  private static let withTips: [UInt8] = [
    2, 8, 115, 116, 114, 101, 97, 109, 105, 116, 4, 99, 111, 105, 110, 228, 2, 2, 0, 1, 200, 1, 0,
    6, 1, 1, 196, 19, 2, 1, 232, 7, 3, 1, 232, 7, 4, 1, 184, 23, 5, 1, 232, 7, 6, 1, 232, 7, 40,
    80, 0, 1, 2, 0, 208, 15, 14, 18, 192, 154, 12, 4, 100, 200, 1, 244, 3, 232, 7,
  ]

  @Test(
    arguments: [
      ([3] + withTips, nil, nil), ([4] + withTips + [2], PlatformMode.test, nil),
      ([5] + withTips + [2, 1, 1, 97, 0, 1, 1, 98], .test, CoinNames(other: "a", many: "b")),
    ] as [([UInt8], PlatformMode?, CoinNames?)])
  func `settings without and with a mode and names of coins are read`(
    bytes: [UInt8], mode: PlatformMode?, names: CoinNames?
  ) throws {
    var reader = ByteReader(bytes)
    let settings = try Settings(of: .global, from: &reader)
    var expected = Settings.streamit
    (expected.version, expected.tips.minimum, expected.mode.mode) = (1, 9, mode)
    expected.coinNames = names ?? .initial
    #expect(settings == expected && reader.isAtEnd)
  }
}
