import JSON
import Ledger
import Monetization
import Money

extension AnimationKind {
  /// A tip that rises as a bubble, and that the creator's feed tells.
  static let tip = AnimationKind(name: "tip.sent", isInFeed: true) { animation, caption, data in
    data.field("tipId", animation.transaction.text)
    data.field("senderId", caption.senderID)
    data.field("senderName", caption.senderName)
    data.field("amountTokens", animation.coins.count)
    data.field("tipCount", animation.quantity)
    data.field("message", caption.message)
  }
}
