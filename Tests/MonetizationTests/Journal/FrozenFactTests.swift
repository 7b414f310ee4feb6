import Ledger
import Money
import Testing

@testable import Monetization

/// Facts as they stand in databases: these bytes never change.
@Suite struct FrozenFactTests {
  private static let half = Carry(parts: Carry.scale / 2) ?? .zero

  private static var payment: CreatorPaid { payment(with: .message) }

  private static func payment(with texts: TextKinds) -> CreatorPaid {
    CreatorPaid(
      transaction: TransactionID(77), payer: UserID(101), creator: UserID(102),
      subject: OwnerID(rawValue: 103), place: PaymentPlace(stream: StreamID(104), post: "post"),
      coins: Coins(30),
      split: RecordedSplit(
        source: .gift, unit: .coin, gross: 30, commission: 7,
        share: BasisPoints(rawValue: 2_500) ?? .zero, carryBefore: .zero, carryAfter: half),
      texts: texts)
  }

  private static let gift = GiftSent(
    quantity: 3, combo: TransactionID(77), comboCount: 3, isLimited: false)

  private static var purchase: Purchase {
    Purchase(
      id: PurchaseID(201), user: UserID(101),
      offer: PurchaseOffer(
        package: PackageID(202), coins: Coins(100), bonusCoins: Coins(10),
        price: Money(minorUnits: 9_900, currency: .inr), isFirstPurchaseBonus: true),
      gateway: .sandbox, returnURL: nil)
  }

  /// What surrounds the facts of an entry of version 2.
  private static func entry(_ facts: [UInt8]) throws -> JournalEntry {
    let head: [UInt8] = [
      2, 142, 128, 128, 128, 128, 128, 128, 1, 18, 128, 128, 160, 177, 151, 188, 197, 198, 5, 204,
      1, 1,
    ]
    // No transactions and texts; no bound rows and names, and no answer.
    return try JournalEntry(bytes: head + facts + [0, 0, 0, 0, 0])
  }

  @Test func `a gift of version 2 is read as a payment and what is special about it`() throws {
    let bytes: [UInt8] = [
      9, 154, 1, 202, 1, 204, 1, 206, 1, 6, 60, 1, 0, 60, 14, 196, 19, 0, 128, 128, 217, 185, 222,
      151, 8, 1, 208, 1, 1, 4, 112, 111, 115, 116, 154, 1, 6, 1,
    ]
    #expect(try Self.entry(bytes).facts == [.creatorPaid(Self.payment), .giftSent(Self.gift)])
  }

  @Test func `a purchase of version 2 keeps the condition of its bonus`() throws {
    let bytes: [UInt8] = [15, 146, 3, 202, 1, 1, 1, 148, 3, 200, 1, 20, 228, 2, 216, 154, 1]
    #expect(
      try Self.entry(bytes).facts == [.purchaseChanged(PurchaseChange(Self.purchase))])
  }

  private static let listed = OwnerID(rawValue: 9)

  @Test func `an application of version 1 is listed by its user`() throws {
    let applied = CreatorApplied(
      UserID(1), listed: OwnerID(UserID(1)), replacing: OwnerID(UserID(1)))
    let reviewed = CreatorReviewed(UserID(1), .rejected, listed: OwnerID(UserID(1)))
    for (bytes, fact) in [
      ([3, 1, 2], .creatorApplied(applied)), ([4, 1, 2, 6], .creatorReviewed(reviewed)),
    ] as [([UInt8], Fact)] {
      var reader = ByteReader(bytes)
      #expect(try Fact(from: &reader) == fact && reader.isAtEnd)
    }
  }

  private static var frozen: [(Fact, [UInt8])] {
    [
      (.userRegistered(UserRegistered(UserID(1))), [1, 1, 2]),
      (.userChanged(UserChanged(UserID(1))), [2, 1, 2]),
      (.creatorApplied(CreatorApplied(UserID(1), listed: Self.listed)), [3, 2, 2, 18, 0]),
      (
        .creatorReviewed(CreatorReviewed(UserID(1), .rejected, listed: Self.listed)),
        [4, 2, 2, 6, 18]
      ),
      (.giftSaved(GiftSaved(GiftID(1))), [5, 1, 2]),
      (.packageSaved(PackageSaved(PackageID(1))), [6, 1, 2]),
      (
        .purchaseChanged(PurchaseChange(purchase)),
        [7, 2, 1, 146, 3, 202, 1, 1, 1, 148, 3, 200, 1, 20, 228, 2, 216, 154, 1]
      ),
      (.gatewayEventStored(GatewayEventStored(GatewayEventID(1), .parked)), [8, 1, 2, 6]),
      (.streamChanged(StreamChanged(StreamID(1), creator: UserID(2), .live)), [10, 1, 2, 4, 4]),
      (.streamEdited(StreamEdited(StreamID(1))), [20, 1, 2]),
      (.settingsSaved(SettingsSaved(version: 1)), [11, 1, 2]),
      (.apiKeyCreated(APIKeyCreated(APIKeyID(1))), [12, 1, 2]),
      (.apiKeyRevoked(APIKeyRevoked(APIKeyID(1))), [13, 1, 2]),
      (.walletAdjusted(WalletAdjusted(UserID(1), quantity: -2)), [14, 1, 2, 3]),
      (.lookUpBegun(LookUpBegun(PurchaseID(1), next: 2)), [16, 1, 2, 4]),
      (
        .creatorPaid(payment),
        [
          17, 1, 154, 1, 202, 1, 204, 1, 206, 1, 1, 208, 1, 1, 4, 112, 111, 115, 116, 60, 1, 0, 60,
          14, 196, 19, 0, 128, 128, 217, 185, 222, 151, 8, 1,
        ]
      ),
      (
        .creatorPaymentReversed(
          CreatorPaymentReversed(
            transaction: TransactionID(78),
            original: EntryPosition(writer: .first, sequence: 1), payment: payment,
            returned: payment.split.returned(carrying: half))),
        [
          18, 1, 156, 1, 130, 128, 128, 128, 128, 128, 128, 1, 1, 154, 1, 202, 1, 204, 1, 206, 1, 1,
          208, 1, 1, 4, 112, 111, 115, 116, 60, 1, 0, 60, 14, 196, 19, 0, 128, 128, 217, 185, 222,
          151, 8, 1, 1, 0, 60, 14, 196, 19, 128, 128, 217, 185, 222, 151, 8, 0,
        ]
      ),
      (.giftSent(gift), [19, 1, 6, 154, 1, 6, 0]),
    ]
  }

  @Test(
    arguments: [
      ([], 0), (.message, 1), (.metadata, 2), ([.message, .metadata], 3),
    ] as [(TextKinds, UInt8)])
  func `a payment ends with the number of its texts`(texts: TextKinds, number: UInt8) throws {
    var writer = ByteWriter()
    Fact.creatorPaid(Self.payment(with: texts)).encode(into: &writer)
    #expect(writer.bytes.last == number)
    var reader = ByteReader(writer.bytes)
    #expect(try Fact(from: &reader) == .creatorPaid(Self.payment(with: texts)))
  }

  @Test func `each kind of fact is written and read as it was`() throws {
    #expect(Set(Self.frozen.compactMap(\.1.first)) == Set(FactKind.allCases.map(\.rawValue)))
    for (fact, bytes) in Self.frozen {
      var writer = ByteWriter()
      fact.encode(into: &writer)
      #expect(writer.bytes == bytes)
      var reader = ByteReader(bytes)
      #expect(try Fact(from: &reader) == fact)
    }
  }
}
