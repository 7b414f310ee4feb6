import Application
import JSON
import Ledger
import Monetization
import Money

extension ObjectReader {
  /// What a client asks for, read and cleaned, and whether it is for a call.
  mutating func tipOrder() -> (TipOrder, isForCall: Bool) {
    var order = TipOrder(
      creatorID: externalID("toCreatorId"),
      coins: Coins(integer("amountTokens", 1...Amount.operationMax)))
    order.message = paymentMessage("message")
    order.metadata = metadata("metadata")
    let context = optionalObject("context") { context in
      (
        context.optionalIdentifier("streamId") as StreamID?,
        context.optionalParsed("channel", 1...128, expected: "the channel of a stream") {
          StreamID(channel: $0)
        },
        context.optionalString("callId", 1...128) != nil
      )
    }
    guard let (stream, channel, isForCall) = context else { return (order, false) }
    order.stream = stream ?? channel
    return (order, isForCall)
  }
}

extension StreamID {
  /// The stream of a channel; nil for any other text.
  fileprivate init?(channel: String) {
    guard let separator = channel.firstIndex(of: "-"), channel[..<separator] == "stream",
      let id = StreamID(text: String(channel[channel.index(after: separator)...]))
    else { return nil }
    self = id
  }
}

extension TipSettings: SettingsFields {
  static func changes(in body: inout ObjectReader) -> Changes {
    var changes = Changes()
    changes.minimum = body.optionalInteger("tipMinimum", 1...Amount.operationMax)
    changes.maximum = body.optionalInteger("tipMaximum", 1...Amount.operationMax)
    changes.presets = body.optionalIntegers(
      "tipPresets", count: 0...presetsMax, 1...Amount.operationMax)
    // What the body alone tells; the rest is for the rules, which know the other value.
    if let least = changes.minimum, let most = changes.maximum, most < least {
      body.violate("tipMaximum", "A tip's maximum is at least its minimum.")
    }
    return changes
  }

  func write(into object: inout ObjectWriter) {
    object.field("tipMinimum", minimum)
    object.field("tipMaximum", maximum)
    object.field("tipPresets", .array(presets.map { .integer($0) }))
  }
}

extension ObjectWriter {
  /// What tips may be, for pages.
  mutating func write(_ tips: TipSettings) {
    field("minimum", tips.minimum)
    field("maximum", tips.maximum)
    field("presets", .array(tips.presets.map { .integer($0) }))
  }

  /// What a payer is told.
  mutating func write(_ receipt: TipReceipt, to creatorID: String) {
    field("tipId", receipt.payment.transaction.text)
    field("toCreatorId", creatorID)
    field("amountTokens", receipt.payment.coins.count)
    field("creatorCut", receipt.payment.split.net)
    field("platformFee", receipt.payment.split.commission)
    field("newBalance", receipt.balance)
    field("message", receipt.message)
    field("createdAt", receipt.sentAt)
    field("metadata", receipt.metadata)
  }

  /// A tip as it is shown later.
  mutating func write(_ item: TipItem, _ names: Names) {
    let payment = item.payment
    field("tipId", payment.transaction.text)
    field("senderId", names.shown(payment.payer).id)
    field("senderName", names.shown(payment.payer).name)
    field("toCreatorId", names.shown(payment.creator).id)
    field("receiverName", names.shown(payment.creator).name)
    field("amountTokens", payment.coins.count)
    field("creatorCut", payment.split.net)
    field("platformFee", payment.split.commission)
    field("earnedUnit", payment.split.unit.name)
    field("streamId", payment.place.stream?.text)
    field("message", item.message)
    field("createdAt", item.sentAt)
    field("metadata", item.metadata)
  }

  /// What a creator received in tips.
  mutating func write(_ stats: TipStats, of creator: ShownUser) {
    let total = stats.total
    field("creatorId", creator.id)
    field("count", total.count)
    field("total", total.coins)
    field("average", total.count == 0 ? 0 : total.coins / total.count)
    objects("topTippers", stats.topTippers) { object, tipper in
      object.field("userId", stats.names.shown(tipper.key.sender).id)
      object.field("username", stats.names.shown(tipper.key.sender).name)
      object.field("total", tipper.coins)
    }
  }
}
