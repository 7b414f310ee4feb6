package import Ledger
package import Money

/// What happened, as later readers need it; the journal holds only these and transactions.
///
/// Names and messages are not in here: they enter as salted digests (``JournalEntry/texts``).
package enum Fact: Equatable, Sendable {
  case userRegistered(UserID)
  case userChanged(UserID)
  case creatorApplied(UserID)
  case creatorReviewed(UserID, CreatorStatus)
  case giftSaved(GiftID)
  case packageSaved(PackageID)
  case purchaseChanged(PurchaseChange)
  case gatewayEventStored(GatewayEventID, GatewayEventVerdict)
  /// A gateway is asked about a purchase; `next` is its ``Purchase/nextLookUp`` from then on.
  case lookUpBegun(PurchaseID, next: Int64)
  case giftSent(GiftSent)
  case streamChanged(StreamID, creator: UserID, StreamStatus)
  case settingsSaved(version: Int64)
  case apiKeyCreated(APIKeyID)
  case apiKeyRevoked(APIKeyID)
  case walletAdjusted(UserID, quantity: Int64)
}

/// A purchase that was made or moved on to another status.
package struct PurchaseChange: Equatable, Sendable {
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

  func encode(into writer: inout ByteWriter) {
    writer.write(purchase.rawValue)
    writer.write(user.rawValue)
    writer.write(status.rawValue)
    offer.encode(into: &writer)
  }

  init(from reader: inout ByteReader, isFirstPurchaseBonus: Bool) throws(DecodingFault) {
    purchase = PurchaseID(try reader.integer())
    user = UserID(try reader.integer())
    status = try reader.enumeration(PurchaseStatus.self, "purchase status")
    offer = try PurchaseOffer(from: &reader, isFirstPurchaseBonus: isFirstPurchaseBonus)
  }
}

/// A gift that was sent; its transaction has the same identifier.
package struct GiftSent: Equatable, Sendable {
  package let transaction: TransactionID
  package let sender: UserID
  package let receiver: UserID
  package let gift: GiftID
  package let quantity: Int64
  /// What the sender paid.
  package let coins: Coins
  /// What the receiver's earnings took on, with the rate that was used.
  package let split: RecordedSplit
  package let stream: StreamID?
  /// The integrator's own id of a post.
  package let post: String?
  package let combo: TransactionID
  /// How many gifts the combo has with this send.
  package let comboCount: Int64
  /// Whether the entry's first text is the message.
  package let hasMessage: Bool
}

/// A split as it was made, so that a reversal can return exactly it.
package struct RecordedSplit: Equatable, Sendable {
  package let source: EarningSource
  package let unit: AmountUnit
  package let gross: Int64
  package let commission: Int64
  /// The share of the rule that was in force.
  package let share: BasisPoints
  /// The carried fraction before and after.
  package let carryBefore: Carry
  package let carryAfter: Carry

  /// What the creator keeps.
  package var net: Int64 { gross - commission }
}
