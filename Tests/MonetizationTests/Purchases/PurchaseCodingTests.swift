import Ledger
import Money
import Testing

@testable import Monetization

/// Purchases as they stand in databases: these bytes never change.
@Suite struct PurchaseCodingTests {
  @Test func `purchases of versions 4 to 6 are read as they stand in databases`() throws {
    var purchase = Purchase(
      id: PurchaseID(201), user: UserID(101),
      offer: PurchaseOffer(
        package: PackageID(202), coins: Coins(100), bonusCoins: Coins(10),
        price: Money(minorUnits: 9_900, currency: .inr), isFirstPurchaseBonus: true),
      gateway: .sandbox, returnURL: "/shop")
    (purchase.gatewayTransaction, purchase.updatedAt) = ("pay_1", Timestamp(milliseconds: 9))
    (purchase.nextLookUp, purchase.isPaymentClaimed) = (2, true)
    let fields: [UInt8] = [
      1, 146, 3, 202, 1, 1, 148, 3, 200, 1, 20, 228, 2, 216, 154, 1, 1, 1, 14,
      1, 5, 112, 97, 121, 95, 49, 0, 1, 5, 47, 115, 104, 111, 112, 18, 2, 1,
    ]
    var old = ByteReader([4] + fields)
    #expect(try Purchase(of: purchase.key, from: &old) == purchase && old.isAtEnd)
    purchase.metadata = Metadata([.init("order", "A-1"), .init("note", "")])
    let bytes: [UInt8] =
      [5] + fields + [1, 15] + Array("note\u{1F}\u{1F}order\u{1F}A-1".utf8)
    var fifth = ByteReader(bytes)
    #expect(try Purchase(of: purchase.key, from: &fifth) == purchase && fifth.isAtEnd)
    purchase.paidAt = Timestamp(milliseconds: 8)
    let newest = [6] + bytes.dropFirst() + [1, 16]
    var writer = ByteWriter()
    purchase.encode(into: &writer)
    #expect(writer.bytes == newest)
    var reader = ByteReader(newest)
    #expect(try Purchase(of: purchase.key, from: &reader) == purchase && reader.isAtEnd)
    for length in bytes.indices {
      var short = ByteReader(Array(bytes.prefix(length)))
      #expect(throws: DecodingFault.self) { try Purchase(of: purchase.key, from: &short) }
    }
  }

  @Test func `a purchase whose metadata is none is not read`() {
    let purchase = Purchase(
      id: PurchaseID(201), user: UserID(101),
      offer: PurchaseOffer(
        package: nil, coins: Coins(1), bonusCoins: .zero,
        price: Money(minorUnits: 1, currency: .inr)), gateway: .sandbox, returnURL: nil)
    var writer = ByteWriter()
    purchase.encode(into: &writer)
    var reader = ByteReader(writer.bytes.dropLast(2) + [1, 1, 97, 0])
    #expect(throws: DecodingFault.malformed) { try Purchase(of: purchase.key, from: &reader) }
  }
}
