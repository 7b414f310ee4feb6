import Ledger
import Money

@testable import Monetization
@testable import Realtime

/// Committed things with small numbers for identifiers.
enum Sample {
  static let stream = StreamID(7_000)
  static let otherStream = StreamID(7_001)
  static let creator = UserID(900)
  static let room = RoomKey.stream(stream)
  static let channel = LiveStream(id: stream, creator: creator, title: "").channel
  static let otherChannel = LiveStream(id: otherStream, creator: creator, title: "").channel

  static func gift(
    _ number: Int64, from sender: Int64 = 1, of kind: Int64 = 50, quantity: Int64 = 1,
    coins: Int64 = 10, hasMessage: Bool = false
  ) -> SentGift {
    SentGift(
      payment: CreatorPaid(
        transaction: TransactionID(number), payer: UserID(sender), creator: creator,
        subject: OwnerID(rawValue: kind), place: PaymentPlace(stream: stream),
        coins: Coins(coins),
        split: RecordedSplit(
          source: .gift, unit: .coin, gross: coins, commission: coins / 5, share: .zero,
          carryBefore: .zero, carryAfter: .zero), texts: hasMessage ? .message : []),
      detail: GiftSent(
        quantity: quantity, combo: TransactionID(number), comboCount: quantity,
        isLimited: false))
  }

  /// The entry of a gift, which leaves the sender and the creator with these balances.
  static func entry(
    _ gift: SentGift, wallet: Int64 = 100, earnings: Int64 = 200
  ) -> JournalEntry {
    let sender = AccountKey(OwnerID(gift.sender), .wallet, .coin)
    let receiver = AccountKey(OwnerID(gift.receiver), .earnings, .coin)
    return entry(
      gift.transaction.rawValue, [.creatorPaid(gift.payment), .giftSent(gift.detail)],
      [
        posting(sender, .giftSent, -gift.coins.count, after: wallet),
        posting(receiver, .giftReceived, gift.coins.count, after: earnings),
      ])
  }

  /// The entry of a completed purchase.
  static func entry(
    _ number: Int64, purchaseOf user: UserID, coins: Int64, bonus: Int64, wallet: Int64
  ) -> JournalEntry {
    let offer = PurchaseOffer(
      package: nil, coins: Coins(coins), bonusCoins: Coins(bonus),
      price: Money(minorUnits: 499, currency: .usd))
    var purchase = Purchase(
      id: PurchaseID(number), user: user, offer: offer, gateway: .sandbox, returnURL: nil)
    purchase.status = .completed
    let account = AccountKey(OwnerID(user), .wallet, .coin)
    return entry(
      number, [.purchaseChanged(PurchaseChange(purchase))],
      [posting(account, .purchase, coins + bonus, after: wallet)])
  }

  static func entry(
    _ number: Int64, _ facts: [Fact], _ postings: [Posting] = []
  ) -> JournalEntry {
    let transaction = Transaction(
      id: TransactionID(number), kind: .gift, reference: .global, postings: postings)
    return JournalEntry(
      header: JournalEntry.Header(
        position: EntryPosition(writer: .first, sequence: number), epoch: 1, stamp: .zero),
      actor: .global, facts: facts, transactions: postings.isEmpty ? [] : [transaction],
      texts: [])
  }

  /// A gift as it is sent to its room.
  static func shown(_ gift: SentGift, at position: EntryPosition) -> RoomPayment {
    RoomPayment(gift.payment, gift: gift.detail, at: position)
  }

  static func caption(
    _ animation: PaymentAnimation, giftName: String = "Rose"
  ) -> AnimationCaption {
    var gift = GiftAppearance(
      name: giftName, description: "", category: .emoji, rarity: .common)
    gift.imageURL = "/gifts/rose.webp"
    return AnimationCaption(
      gift: gift, senderID: animation.payer.map { "viewer-\($0.rawValue)" },
      senderName: animation.payer.map { "Viewer \($0.rawValue)" } ?? AnimationCaption.crowdName,
      message: animation.message.map { "message \($0.position.sequence)" })
  }

  private static func posting(
    _ account: AccountKey, _ line: LineKind, _ quantity: Int64, after balance: Int64
  ) -> Posting {
    Posting(
      account: account, line: line, quantity: quantity,
      after: PostingState(balance: balance, inflow: balance), previous: .none)
  }
}
