import Application
import JSON
import Ledger
import Monetization
import Money

extension GiftCategory: WireNamed {
  package var wireName: String {
    switch self {
    case .emoji: "EMOJI"
    case .sticker: "STICKER"
    case .animation: "ANIMATION"
    case .specialEffect: "SPECIAL_EFFECT"
    case .badge: "BADGE"
    }
  }
}

extension GiftRarity: WireNamed {
  package var wireName: String {
    switch self {
    case .common: "COMMON"
    case .rare: "RARE"
    case .epic: "EPIC"
    case .legendary: "LEGENDARY"
    }
  }
}

extension ObjectWriter {
  /// A gift of the catalog as everybody sees it.
  mutating func write(_ item: CatalogGift) {
    let gift = item.gift
    field("id", gift.id.text)
    field("name", gift.appearance.name)
    field("description", gift.appearance.description)
    field("coinPrice", gift.coinPrice.count)
    field("usdPrice", gift.usdCents.map { Money(minorUnits: $0, currency: .usd) })
    field("usageCount", item.usageCount)
    field("category", gift.appearance.category.wireName)
    field("rarity", gift.appearance.rarity.wireName)
    field("imageUrl", gift.appearance.imageURL)
    field("animationUrl", gift.appearance.animationURL)
    field("thumbnailUrl", gift.appearance.thumbnailURL)
    field("isFeatured", gift.isFeatured)
    field("isLimited", gift.remaining != nil)
    field("remaining", gift.remaining)
    field("sortOrder", gift.sortOrder)
  }

  /// A gift of the catalog as admins see it.
  mutating func writeForAdmin(_ item: CatalogGift) {
    write(item)
    field("isActive", item.gift.isActive)
  }

  /// A sent gift as it is shown later.
  mutating func write(_ item: GiftItem, _ names: Names) {
    let sent = item.sent
    field("giftTransactionId", sent.transaction.text)
    field("giftId", sent.gift.text)
    field("receiverId", names.shown(sent.receiver).id)
    field("quantity", sent.quantity)
    field("coinAmount", sent.coins.count)
    if let balance = item.balance { field("newBalance", balance) }
    object("combo") { combo in
      combo.field("id", sent.detail.combo.text)
      combo.field("count", sent.detail.comboCount)
    }
    field("createdAt", item.sentAt)
    field("senderId", names.shown(sent.sender).id)
    field("senderName", names.shown(sent.sender).name)
    field("receiverName", names.shown(sent.receiver).name)
    field("giftName", names.gift(sent.gift)?.appearance.name)
    field("imageUrl", names.gift(sent.gift)?.appearance.imageURL)
    field("streamId", sent.stream?.text)
    field("postId", sent.post)
    field("message", item.message)
    field("earned", sent.payment.split.net)
    field("earnedUnit", sent.payment.split.unit.name)
  }

  /// How many gifts of what worth.
  mutating func write(_ total: GiftTotal) {
    field("count", total.count)
    field("coins", total.coins)
  }
}
