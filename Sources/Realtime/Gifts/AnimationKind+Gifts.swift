import JSON
import Ledger
import Monetization
import Money

extension AnimationKind {
  /// A gift that flies over a stream.
  static let gift = AnimationKind(name: "gift.sent") { animation, caption, data in
    data.field("giftTransactionId", animation.transaction.text)
    data.field("giftId", GiftID(animation.subject.rawValue).text)
    data.field("giftName", caption.gift?.name ?? "")
    data.field("imageUrl", caption.gift?.imageURL)
    data.field("animationUrl", caption.gift?.animationURL)
    data.field("senderId", caption.senderID)
    data.field("senderName", caption.senderName)
    data.field("quantity", animation.quantity)
    data.field("coinAmount", animation.coins.count)
    data.object("combo") { data in
      data.field("id", animation.combo?.id.text)
      data.field("count", animation.combo?.count ?? 0)
    }
    data.field("message", caption.message)
  }
}
