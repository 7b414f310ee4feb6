import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money

/// `POST /api/gifts/send`.
enum SendGiftRoute {
  static let endpoint = Endpoint(
    .post(.keyed), "/api/gifts/send", needs: .sendGifts, "Send gifts to an approved creator.", send
  ).limited(as: .sendGift)

  private static func send(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (order, isForCall) = try call.body { body in
      // The combo is counted by the rules; the client's own name for it is presentation.
      _ = body.optionalString("comboId", 0...128)
      return (body.giftOrder(), body.optionalString("callId", 1...128) != nil)
    }
    let sender = try call.person.user
    guard !isForCall else { throw .featureDisabled }
    let idempotency = try call.idempotency(order.add(to:))
    let (accepted, receipt) = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.sendGift(order, from: sender, by: caller, idempotency: idempotency)
    }
    return accepted.answer { object in
      object.write(receipt, to: order.receiverID)
      // A replay has the metadata of its first request, else it would be another request.
      object.field("metadata", order.metadata)
    }
  }
}

extension ObjectReader {
  /// What a client asks for, read and cleaned.
  fileprivate mutating func giftOrder() -> GiftOrder {
    var order = GiftOrder(
      gift: identifier("giftId"), receiverID: externalID("receiverId"),
      quantity: optionalInteger("quantity", 1...SendGift.quantityMax) ?? 1)
    order.stream = optionalIdentifier("streamId")
    order.post = optionalExternalID("postId")
    order.message = paymentMessage("message")
    order.metadata = metadata("metadata")
    return order
  }
}

extension ObjectWriter {
  /// What a sender is told.
  fileprivate mutating func write(_ receipt: GiftReceipt, to receiverID: String) {
    let sent = receipt.sent
    field("giftTransactionId", sent.transaction.text)
    field("giftId", sent.gift.text)
    field("receiverId", receiverID)
    field("quantity", sent.quantity)
    field("coinAmount", sent.coins.count)
    field("newBalance", receipt.balance)
    object("combo") { combo in
      combo.field("id", sent.detail.combo.text)
      combo.field("count", sent.detail.comboCount)
    }
    field("createdAt", receipt.sentAt.rfc3339)
  }
}
