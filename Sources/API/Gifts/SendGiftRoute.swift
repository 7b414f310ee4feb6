import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money

/// `POST /api/gifts/send`.
enum SendGiftRoute {
  static let endpoint = Endpoint(
    .post, "/api/gifts/send", needs: .sendGifts, "Send gifts to an approved creator.", send
  ).limited(as: .sendGift)

  private static func send(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let wish = try call.body(GiftWish.read)
    let sender = try call.person.user
    guard !wish.isForCall else { throw .featureDisabled }
    guard let receiver = try await call.person(wish.receiverID) else { throw .receiverNotCreator }
    try await call.check(wish, from: sender)
    let command = wish.command(from: sender.id, to: receiver.user.id)
    let idempotency = try call.idempotency(wish.add(to:))
    let accepted = try await call.submit(.sendGift(command), idempotency: idempotency)
    guard let receipt = accepted.entry.flatMap({ GiftReceipt($0) }) else {
      throw Problem(EngineFailure.storageUnavailable)
    }
    return accepted.answer { object in
      object.write(receipt, to: wish.receiverID)
    }
  }
}

extension APICall {
  /// Refuses what names no gift or no stream before the lane has to load it.
  ///
  /// Whether they may still be used is for the rules, which a replay does not ask.
  fileprivate func check(_ wish: GiftWish, from sender: User) async throws(Problem) {
    var missing: Refusal.Missing?
    if try await !reading(await platform.directory.exists(wish.gift)) {
      missing = .gift
    } else if let stream = wish.stream,
      try await !reading(await platform.directory.exists(stream))
    {
      missing = .stream
    }
    // In the order of the rules: a suspended sender hears of that first.
    guard let missing else { return }
    throw Problem(sender.isSuspended ? .accountSuspended : .notFound(missing))
  }
}

/// What a client asks for, read and cleaned.
struct GiftWish {
  let gift: GiftID
  let receiverID: String
  let quantity: Int64
  let stream: StreamID?
  let post: String?
  let message: String?
  let isForCall: Bool

  static func read(_ body: inout ObjectReader) -> GiftWish {
    // The combo is counted by the rules; the client's own name for it is presentation.
    _ = body.optionalString("comboId", 0...128)
    return GiftWish(
      gift: body.identifier("giftId"),
      receiverID: body.externalID("receiverId"),
      quantity: body.optionalInteger("quantity", 1...SendGift.quantityMax) ?? 1,
      stream: body.optionalIdentifier("streamId"),
      post: body.optionalExternalID("postId"),
      message: body.giftMessage("message"),
      isForCall: body.optionalString("callId", 1...128) != nil)
  }

  func command(from sender: UserID, to receiver: UserID) -> SendGift {
    var command = SendGift(sender: sender, receiver: receiver, gift: gift, quantity: quantity)
    command.stream = stream
    command.post = post
    command.message = message
    return command
  }

  /// Everything but the combo's name makes another request.
  func add(to fingerprint: inout Fingerprint) {
    fingerprint.add(gift.rawValue)
    fingerprint.add(receiverID)
    fingerprint.add(quantity)
    fingerprint.add(stream?.rawValue)
    fingerprint.add(post)
    fingerprint.add(message)
  }
}

extension ObjectReader {
  /// A message that may be absent, cleaned; nil also for one that is empty then.
  fileprivate mutating func giftMessage(_ name: String) -> String? {
    guard let value = optionalValue(name) else { return nil }
    guard let text = value.stringValue else {
      note(name, .wrongType, "\(name) must be a text in quotation marks.")
      return nil
    }
    guard let cleaned = GiftMessage.cleaned(text) else {
      note(name, .tooLong, "\(name) must have at most \(GiftMessage.charactersMax) characters.")
      return nil
    }
    return cleaned.isEmpty ? nil : cleaned
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
      combo.field("id", sent.combo.text)
      combo.field("count", sent.comboCount)
    }
    field("createdAt", receipt.sentAt.rfc3339)
  }
}
