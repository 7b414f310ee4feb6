package import Ledger
package import Money

/// Where events are heard, as the hub knows it; doors translate it from and to wire names.
package enum RoomKey: Hashable, Sendable {
  /// The room of a stream: everybody may be in it.
  case stream(StreamID)
  /// A person's own events.
  case feed(UserID)

  /// The wire name of everybody's own feed.
  package static let feedName = "me"

  /// Whether only one person hears it.
  package var isFeed: Bool {
    if case .feed = self { true } else { false }
  }
}

/// Something that was committed and is sent to the people in a room.
package enum RoomEvent: Equatable, Sendable {
  case paid(RoomPayment)
  case streamStarted(StreamID)
  case streamEnded(StreamID)
  case purchaseCompleted(PurchaseCompleted)
}

/// A payment to a creator as it is sent to its room.
package struct RoomPayment: Equatable, Sendable {
  package let payment: CreatorPaid
  /// What is special about a gift; nil for every other source.
  package var gift: GiftSent?
  /// The entry, which has the message.
  package let position: EntryPosition

  package init(_ payment: CreatorPaid, gift: GiftSent? = nil, at position: EntryPosition) {
    self.payment = payment
    self.gift = gift
    self.position = position
  }
}

/// A purchase whose coins are in the wallet.
package struct PurchaseCompleted: Equatable, Sendable {
  package let purchase: PurchaseID
  package let coins: Coins
  package let bonusCoins: Coins
  /// The wallet after it; nil when the same entry moved no wallet.
  package let newBalance: Int64?

  package init(purchase: PurchaseID, coins: Coins, bonusCoins: Coins, newBalance: Int64?) {
    self.purchase = purchase
    self.coins = coins
    self.bonusCoins = bonusCoins
    self.newBalance = newBalance
  }
}
