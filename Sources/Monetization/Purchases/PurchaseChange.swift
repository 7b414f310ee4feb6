package import Ledger
import Money

/// A purchase was made or moved on to another status.
package struct PurchaseChange: FactBody {
  package static let kind = FactKind.purchaseChanged
  /// Version 1 does not know bonuses that come only with the first purchase.
  package static let version: UInt8 = 2

  package let purchase: PurchaseID
  package let user: UserID
  package let status: PurchaseStatus
  package let offer: PurchaseOffer

  package init(_ purchase: Purchase) {
    self.purchase = purchase.id
    user = purchase.user
    status = purchase.status
    offer = purchase.offer
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(offer.isFirstPurchaseBonus)
    writer.write(purchase.rawValue)
    writer.write(user.rawValue)
    writer.write(status.rawValue)
    offer.encode(into: &writer)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    let isFirstPurchaseBonus = version > 1 ? try reader.bool() : false
    try self.init(from: &reader, isFirstPurchaseBonus: isFirstPurchaseBonus)
  }

  init(from reader: inout ByteReader, isFirstPurchaseBonus: Bool) throws(DecodingFault) {
    purchase = PurchaseID(try reader.integer())
    user = UserID(try reader.integer())
    status = try reader.enumeration(PurchaseStatus.self, "purchase status")
    offer = try PurchaseOffer(from: &reader, isFirstPurchaseBonus: isFirstPurchaseBonus)
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.listed(OwnerID(purchase), in: Listing(.purchases), true)
    reader.listed(
      OwnerID(purchase), in: Listing(.purchasesByUser, group: user.rawValue), true)
    switch status {
    case .pending: reader.listed(OwnerID(purchase), in: Listing(.lookUps), true)
    // Money may come after the end, so the next look-up stays.
    case .processing, .failed, .cancelled: break
    case .completed, .refunded, .disputed:
      reader.moved(purchase, toLookUp: Int64(LookUpSchedule.ages.count))
    }
    guard status == .completed else { return }
    let coins = offer.coins.count + offer.bonusCoins.count
    reader.added(.sums(coins), to: SumKey(user.rawValue), of: .users)
    let balance = context.entry.balance(of: user, .wallet)
    reader.published(
      .purchaseCompleted(
        PurchaseCompleted(
          purchase: purchase, coins: offer.coins, bonusCoins: offer.bonusCoins,
          newBalance: balance)),
      in: .feed(user))
  }
}

/// A gateway's event was stored.
package struct GatewayEventStored: FactBody {
  package static let kind = FactKind.gatewayEventStored
  package let event: GatewayEventID
  package let verdict: GatewayEventVerdict

  package init(_ event: GatewayEventID, _ verdict: GatewayEventVerdict) {
    self.event = event
    self.verdict = verdict
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(event.rawValue)
    writer.write(Int64(verdict.rawValue))
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    event = GatewayEventID(try reader.integer())
    verdict = try reader.foldedEnumeration(GatewayEventVerdict.self, "gateway event verdict")
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    // An event that was parked may be applied when it comes again.
    reader.listed(OwnerID(event), in: Listing(.parkedEvents), verdict == .parked)
  }
}

/// A gateway is asked about a purchase.
package struct LookUpBegun: FactBody {
  package static let kind = FactKind.lookUpBegun
  package let purchase: PurchaseID
  /// The purchase's ``Purchase/nextLookUp`` from then on.
  package let next: Int64

  package init(_ purchase: PurchaseID, next: Int64) {
    self.purchase = purchase
    self.next = next
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(purchase.rawValue)
    writer.write(next)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    purchase = PurchaseID(try reader.integer())
    next = try reader.integer()
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.moved(purchase, toLookUp: next)
  }
}

extension FactReader {
  /// Lists a purchase under its next look-up alone; under none when there is no next one.
  fileprivate mutating func moved(_ purchase: PurchaseID, toLookUp next: Int64) {
    for number in LookUpSchedule.ages.indices {
      let list = Listing(.lookUps, group: Int64(number))
      listed(OwnerID(purchase), in: list, number == next)
    }
  }
}
