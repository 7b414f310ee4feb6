import Ledger
import Monetization
import Money
import Testing

@Suite struct SendGiftTests {
  /// What is asked, so that each row can change it.
  struct Asked: Sendable {
    var sender = World.viewer
    var receiver = World.creator
    var gift = World.rose
    var quantity: Int64 = 3
    var stream: StreamID?
    var message: String?
    var metadata: Metadata?

    var command: Command {
      var send = SendGift(sender: sender, receiver: receiver, gift: gift, quantity: quantity)
      send.stream = stream
      send.message = message
      send.metadata = metadata
      return .sendGift(send)
    }
  }

  private static let refusals: [RefusalRow<Asked>] = [
    RefusalRow("nobody sends", .notFound(.user)) { $1.sender = UserID(9) },
    RefusalRow("the sender is suspended", .user(.suspended)) { world, _ in
      world.putUser(World.viewer) { $0.isSuspended = true }
    },
    RefusalRow("there is no such gift", .notFound(.gift)) { $1.gift = GiftID(9) },
    RefusalRow("the gift is not active", .notFound(.gift)) { world, _ in
      var gift = World.gift(price: 10)
      gift.isActive = false
      world.put(gift, of: OwnerID(World.rose))
    },
    RefusalRow("there is no such stream", .notFound(.stream)) { $1.stream = StreamID(9) },
    RefusalRow("the stream is of another", .gift(.payment(.streamOfAnotherCreator))) {
      $1.stream = World.stream
      $0.putStream(.live, creator: World.stranger)
    },
    RefusalRow("the stream has ended", .stream(.notLive)) {
      ($1.stream, $1.receiver) = (World.stream, World.creator)
      $0.putStream(.ended)
    },
    RefusalRow("to oneself", .gift(.payment(.selfPayment))) { $1.receiver = $1.sender },
    RefusalRow("to nobody", .gift(.payment(.receiverNotCreator))) { $1.receiver = UserID(9) },
    RefusalRow("to somebody who is no creator", .gift(.payment(.receiverNotCreator))) {
      $1.receiver = World.stranger
    },
    RefusalRow("too many at once", .wallet(.amountOutOfBounds)) { $1.quantity = 1_000 },
    RefusalRow("more than there are", .gift(.outOfStock(remaining: 2))) {
      $0.put(World.gift(price: 10, remaining: 2), of: OwnerID(World.rose))
      $1.quantity = 3
    },
    RefusalRow("more than one's own limit", .wallet(.spendingLimit(limit: 29, left: 29))) {
      world, _ in
      world.putUser(World.viewer) { $0.dailySpendingLimit = 29 }
    },
    RefusalRow("more than one has", .wallet(.insufficientBalance(required: 30, balance: 29))) {
      world, _ in
      world.fund(World.viewer, coins: 29)
    },
  ]

  @Test func `refusals come in their order`() {
    // Who the sender is, is suspended or out of stock is told by one row at a time.
    expectPrecedence(of: Self.refusals, asked: Asked(), command: \.command)
  }

  @Test(arguments: [.min, -1, 0, 1_000, .max] as [Int64])
  func `quantities outside 1 to 999 are refused`(quantity: Int64) {
    var asked = Asked()
    asked.quantity = quantity
    #expect(World().decide(asked.command).refusal == .wallet(.amountOutOfBounds))
  }

  @Test func `a price above one operation is refused`() {
    var world = World()
    world.put(World.gift(price: 1_000_000_000), of: OwnerID(World.rose))
    var asked = Asked()
    asked.quantity = 2
    #expect(world.decide(asked.command).refusal == .wallet(.amountOutOfBounds))
  }

  @Test(arguments: [.applied, .rejected] as [CreatorStatus])
  func `only an approved creator receives`(status: CreatorStatus) {
    var world = World()
    world.putCreator(status)
    #expect(world.decide(Asked().command).refusal == .gift(.payment(.receiverNotCreator)))
  }

  @Test func `the last coin can be spent, and the last coin of a limit`() {
    var world = World()
    world.fund(World.viewer, coins: 30, spent: 70)
    world.putUser(World.viewer) { $0.dailySpendingLimit = 100 }
    #expect(world.decide(Asked().command).delta != nil)
    world.putUser(World.viewer) { $0.dailySpendingLimit = 99 }
    #expect(world.decide(Asked().command).refusal == .wallet(.spendingLimit(limit: 99, left: 29)))
    world.putUser(World.viewer) { $0.dailySpendingLimit = 60 }
    #expect(world.decide(Asked().command).refusal == .wallet(.spendingLimit(limit: 60, left: 0)))
  }

  @Test func `the lower of both limits holds`() {
    var world = World()
    world.putUser(World.viewer) { $0.dailySpendingLimit = 25 }
    world.putSettings { $0.gifts.dailySpendingLimit = 20 }
    #expect(world.decide(Asked().command).refusal == .wallet(.spendingLimit(limit: 20, left: 20)))
  }

  @Test func `gross and commission are two lines on the creator's statement`() throws {
    var asked = Asked()
    (asked.stream, asked.message) = (World.stream, "For you")
    let delta = try #require(World().decide(asked.command).delta)
    let earnings = AccountKey(OwnerID(World.creator), .earnings, .coin)
    let draft = try #require(delta.transactions.first)
    #expect(draft.kind == .gift && draft.id.rawValue == World.moment.stamp.rawValue)
    // A quarter of 30 is 7.5: 7 now, the half carried.
    #expect(
      draft.movements == [
        Movement(AccountKey(OwnerID(World.viewer), .wallet, .coin), .giftSent, -30),
        Movement(earnings, .giftReceived, 30),
        Movement(earnings, .commission, -7),
        Movement(AccountKey(World.platform, .commission, .coin), .counterpart, 7),
      ])
    try checkBalance(draft.movements)
    guard case .creatorPaid(let paid)? = delta.facts.first,
      case .giftSent(let sent)? = delta.facts.last
    else {
      Issue.record("a gift that was sent is two facts")
      return
    }
    #expect(delta.facts.count == 2)
    #expect(paid.payer == World.viewer && paid.creator == World.creator)
    #expect(paid.coins == Coins(30) && paid.texts == .message)
    #expect(paid.subject == OwnerID(World.rose) && paid.place.stream == World.stream)
    #expect(sent.quantity == 3 && sent.comboCount == 3 && !sent.isLimited)
    #expect(sent.combo.rawValue == World.moment.stamp.rawValue)
    #expect(paid.split.gross == 30 && paid.split.commission == 7)
    #expect(paid.split.carryAfter == Carry(parts: Carry.scale / 2))
    #expect(delta.texts == ["For you"])
  }

  @Test(arguments: [nil, "For you"], [nil, Metadata([.init("order", "A-1")])])
  func `message and metadata are texts of the entry, in this order`(
    message: String?, metadata: Metadata?
  ) throws {
    var asked = Asked()
    (asked.message, asked.metadata) = (message, metadata)
    let delta = try #require(World().decide(asked.command).delta)
    guard case .creatorPaid(let paid)? = delta.facts.first else {
      Issue.record("a gift is a payment")
      return
    }
    #expect(delta.texts == [message, metadata?.text].compactMap(\.self))
    #expect(paid.texts.place(of: .message) == (message == nil ? nil : 0))
    #expect(paid.texts.place(of: .metadata) == metadata.map { _ in message == nil ? 0 : 1 })
  }

  @Test func `a creator is paid in money where settings say so`() throws {
    var world = World()
    world.putSettings {
      $0.coin.currency = .usd
      $0.splits.gift = .valueShare(BasisPoints(rawValue: 4_000) ?? .zero, .usd)
    }
    world.put(World.gift(price: 100, usdCents: 1_000), of: OwnerID(World.rose))
    var asked = Asked()
    asked.quantity = 1
    let draft = try #require(world.decide(asked.command).delta?.transactions.first)
    let usd = AmountUnit(.usd)
    #expect(
      draft.movements == [
        Movement(AccountKey(OwnerID(World.viewer), .wallet, .coin), .giftSent, -100),
        Movement(AccountKey(World.platform, .conversion, .coin), .counterpart, 100),
        Movement(AccountKey(World.platform, .conversion, usd), .counterpart, -1_000),
        Movement(AccountKey(OwnerID(World.creator), .earnings, usd), .giftReceived, 400),
        Movement(AccountKey(World.platform, .commission, usd), .counterpart, 600),
      ])
  }

  @Test func `a limited gift has fewer left, an unlimited one no row`() throws {
    var world = World()
    let unlimited = try #require(world.decide(Asked().command).delta)
    #expect(!unlimited.rows.contains { if case .gift = $0 { true } else { false } })
    world.put(World.gift(price: 10, remaining: 3), of: OwnerID(World.rose))
    let limited = try #require(world.decide(Asked().command).delta)
    #expect(limited.rows.contains(.gift(World.gift(price: 10, remaining: 0))))
  }

  @Test func `ten thousand gifts of one coin pay exactly the share`() throws {
    var world = World()
    world.putSettings { $0.splits.gift = .commission(BasisPoints(rawValue: 1_000) ?? .zero) }
    world.put(World.gift(price: 1), of: OwnerID(World.rose))
    world.fund(World.viewer, coins: 10_000)
    var asked = Asked()
    asked.quantity = 1
    for sequence in 1...10_000 as ClosedRange<Int64> {
      _ = try #require(try world.accept(asked.command, sequence: sequence))
    }
    let commission = AccountKey(World.platform, .commission, .coin)
    #expect(world.state.account(commission).balance == 1_000)
    #expect(
      world.state.account(AccountKey(OwnerID(World.creator), .earnings, .coin)).balance == 9_000)
    #expect(
      world.decide(asked.command).refusal == .wallet(.insufficientBalance(required: 1, balance: 0)))
  }
}
