import Ledger
import Monetization
import Money
import Testing

@Suite struct EntryCodingTests {
  private static func facts() throws -> [Fact] {
    var facts: [Fact] = [
      .userRegistered(UserRegistered(UserID(1))), .userChanged(UserChanged(UserID(.max))),
      .creatorApplied(
        CreatorApplied(UserID(2), listed: OwnerID(rawValue: 5), replacing: OwnerID(rawValue: 4))),
      .giftSaved(GiftSaved(GiftID(3))), .packageSaved(PackageSaved(PackageID(4))),
      .settingsSaved(SettingsSaved(version: 5)),
      .apiKeyCreated(APIKeyCreated(APIKeyID(6))), .apiKeyRevoked(APIKeyRevoked(APIKeyID(7))),
      .walletAdjusted(WalletAdjusted(UserID(8), quantity: -9)),
      .lookUpBegun(LookUpBegun(PurchaseID(10), next: 11)),
    ]
    facts += CreatorStatus.allCases.map {
      .creatorReviewed(CreatorReviewed(UserID(1), $0, listed: OwnerID(rawValue: 5)))
    }
    facts += GatewayEventVerdict.allCases.map {
      .gatewayEventStored(GatewayEventStored(GatewayEventID(1), $0))
    }
    facts += StreamStatus.allCases.map {
      .streamChanged(StreamChanged(StreamID(1), creator: UserID(2), $0))
    }
    var send = SendGift(
      sender: World.viewer, receiver: World.creator, gift: World.rose, quantity: 3)
    facts += try #require(World().decide(.sendGift(send)).delta).facts
    (send.stream, send.post, send.message) = (World.stream, "post", "For you")
    facts += try #require(World().decide(.sendGift(send)).delta).facts
    let order = CreatePurchase(
      user: World.viewer, goods: .package(World.purse), gateway: .sandbox, returnURL: nil)
    facts += try #require(World().decide(.createPurchase(order)).delta).facts
    var world = World()
    var sold = World.coinPackage()
    sold.isFirstPurchaseBonus = true
    world.put(sold, of: OwnerID(World.purse))
    facts += try #require(world.decide(.createPurchase(order)).delta).facts
    return facts
  }

  @Test func `facts are read back, and no part of them is one`() throws {
    for fact in try Self.facts() {
      var writer = ByteWriter()
      fact.encode(into: &writer)
      var reader = ByteReader(writer.bytes)
      #expect(try Fact(from: &reader) == fact)
      #expect(reader.isAtEnd)
      for length in writer.bytes.indices {
        var short = ByteReader(Array(writer.bytes.prefix(length)))
        #expect(throws: DecodingFault.self) { try Fact(from: &short) }
      }
    }
  }

  private static var bindings: EntryBindings {
    var bindings = EntryBindings()
    let hash = ChainHash(words: (0x0807_0605_0403_0201, 9, 8, 7))
    bindings.rows = [
      EntryBindings.BoundRow(
        owner: OwnerID(World.viewer), slot: RowSlot(.user), digest: BindingDigest(hash))
    ]
    bindings.names = [
      EntryBindings.BoundName(owner: OwnerID(World.viewer), digest: BindingDigest(hash))
    ]
    bindings.answer = EntryBindings.BoundAnswer(digest: BindingDigest(hash), keyAge: 300)
    return bindings
  }

  private static func bytes() throws -> [UInt8] {
    var world = World()
    let sent = SendGift(
      sender: World.viewer, receiver: World.creator, gift: World.rose, quantity: 3)
    let accepted = try #require(try world.accept(.sendGift(sent), sequence: 1))
    let entry = JournalEntry(
      header: JournalEntry.Header(
        position: accepted.position, epoch: 9, stamp: accepted.stamp),
      actor: OwnerID(World.viewer), facts: accepted.facts, transactions: accepted.transactions,
      texts: [TextDigest(hash: ChainHash(words: (1, 2, 3, 4)))], bindings: Self.bindings)
    var writer = ByteWriter()
    entry.encode(into: &writer)
    #expect(try JournalEntry(bytes: writer.bytes) == entry)
    return writer.bytes
  }

  @Test func `an entry is read back, no part of it, and nothing after it`() throws {
    let bytes = try Self.bytes()
    for length in bytes.indices {
      #expect(throws: DecodingFault.self) { try JournalEntry(bytes: Array(bytes.prefix(length))) }
    }
    #expect(throws: DecodingFault.malformed) { try JournalEntry(bytes: bytes + [0]) }
    let newer = [4] + bytes.dropFirst()
    #expect(throws: DecodingFault.unknownCase("version of journal entry", 4)) {
      try JournalEntry(bytes: newer)
    }
  }

  /// Entries as each version wrote them; these bytes stand in databases and never change.
  private static let frozen: [(bytes: [UInt8], bindings: EntryBindings?)] = [
    (
      bytes: [
        1, 142, 128, 128, 128, 128, 128, 128, 1, 18, 128, 128, 160, 177, 151, 188, 197,
        198, 5, 204, 1, 1, 2, 202, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0,
        0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0,
      ], bindings: nil
    ),
    (
      bytes: [
        2, 142, 128, 128, 128, 128, 128, 128, 1, 18, 128, 128, 160, 177, 151, 188, 197,
        198, 5, 204, 1, 1, 2, 202, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0,
        0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1, 202, 1, 128, 128, 128,
        128, 64, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0, 1, 202, 1, 1, 2, 3, 4,
        5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0, 1, 216, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0,
        0, 0, 0, 0, 0,
      ], bindings: bindings
    ),
    (
      bytes: [
        3, 142, 128, 128, 128, 128, 128, 128, 1, 18, 128, 128, 160, 177, 151, 188, 197,
        198, 5, 204, 1, 1, 2, 1, 202, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0,
        0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1, 1, 202, 1, 128, 128, 128,
        128, 64, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0, 1, 202, 1, 1, 2, 3, 4,
        5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0, 1, 216, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0,
        0, 0, 0, 0, 0,
      ], bindings: bindings
    ),
  ]

  @Test func `entries of every version are read, and the newest written as they were`() throws {
    #expect(Self.frozen.count == 3)
    for (bytes, bindings) in Self.frozen {
      let entry = try JournalEntry(bytes: bytes)
      #expect(entry.position == EntryPosition(writer: .first, sequence: 7) && entry.epoch == 9)
      #expect(
        entry.facts == [.userChanged(UserChanged(World.viewer))] && entry.bindings == bindings)
      #expect(entry.texts == [TextDigest(hash: ChainHash(words: (1, 2, 3, 4)))])
      var writer = ByteWriter()
      entry.encode(into: &writer)
      #expect(bytes[0] < 3 || writer.bytes == bytes)
    }
  }

  @Test func `damaged entries never trap, and what is read writes the same bytes`() throws {
    let bytes = try Self.bytes()
    for place in bytes.indices {
      for bit in 0..<8 as Range<UInt8> {
        var damaged = bytes
        damaged[place] ^= 1 << bit
        guard let entry = try? JournalEntry(bytes: damaged) else { continue }
        var writer = ByteWriter()
        entry.encode(into: &writer)
        #expect(writer.bytes == damaged, "byte \(place), bit \(bit)")
      }
    }
  }
}
