import Ledger
import Monetization
import Money

extension Workload {
  /// Any command, the usual ones more often.
  mutating func command(in model: NaiveModel) -> Command {
    var place = random.below(Self.weightOfAll)
    for scenario in Scenario.all {
      if place < scenario.weight { return scenario.next(&self, model).command }
      place -= scenario.weight
    }
    preconditionFailure("the place is below the weight of all scenarios")
  }

  private static let weightOfAll = Scenario.all.reduce(0) { $0 + $1.weight }

  /// One of the values, rarely nil; nil when there are none.
  mutating func some<Value>(_ values: [Value]) -> Value? {
    values.isEmpty || random.happens(1, outOf: 60) ? nil : random.pick(values)
  }

  mutating func flag() -> Bool? { random.pick([nil, true, false]) }

  mutating func anyUser() -> UserID { some(users) ?? UserID(99) }

  mutating func sendGift(in model: NaiveModel) -> SendGift {
    let sender = anyUser()
    let receiver = random.happens(9, outOf: 10) ? some(creators) ?? anyUser() : anyUser()
    var gift = some(gifts) ?? GiftID(98)
    var quantity = Int64(1 + random.below(5))
    if random.happens(1, outOf: 25) {
      quantity = random.pick([0, -1, 100, 999, 1_000, .max, .min])
    } else if random.happens(1, outOf: 12), let cheapest = gifts.first {
      // Everything that the wallet holds, to the last coin.
      gift = cheapest
      quantity = max(1, min(999, model.balance(of: sender)))
    }
    var command = SendGift(sender: sender, receiver: receiver, gift: gift, quantity: quantity)
    if random.happens(2, outOf: 5) {
      let own = streams.filter { model.streams[$0]?.creator == receiver }
      command.stream = random.happens(9, outOf: 10) ? some(own) : some(streams)
    }
    if random.happens(1, outOf: 10) { command.message = "For you" }
    if random.happens(1, outOf: 20) { command.post = "post-\(random.below(3))" }
    command.metadata = metadata()
    return command
  }

  mutating func setUserStanding() -> SetUserStanding {
    var command = SetUserStanding(
      user: anyUser(), isAdmin: flag(),
      isSuspended: random.happens(1, outOf: 4) ? true : false)
    let asker = random.happens(1, outOf: 3) ? command.user : anyUser()
    command.asker = random.pick([.operator, .operator, .key, .person(asker)])
    return command
  }

  mutating func adjustWallet() -> AdjustWallet {
    let quantity: Int64 =
      switch random.below(20) {
      case 0: random.pick([0, .min, .max, 1_000_000_001, -1_000_000_000, 1_000_000])
      case 1...9: -Int64(random.below(2_000))
      default: Int64(random.below(3_000))
      }
    var command = AdjustWallet(user: anyUser(), quantity: quantity, reason: "Correction")
    command.metadata = metadata()
    return command
  }

  mutating func createPurchase() -> CreatePurchase {
    let goods: CreatePurchase.Goods =
      random.happens(1, outOf: 3)
      ? .custom(Coins(random.pick([0, -1, 1, 10, 77, 10_000_000, 10_000_001, .max])))
      : .package(some(packages) ?? PackageID(97))
    var command = CreatePurchase(
      user: anyUser(), goods: goods, gateway: random.pick([.sandbox, .stripe]), returnURL: nil)
    if case .package = goods { command.currency = random.pick([nil, nil, .inr, .usd, .eur]) }
    command.metadata = metadata()
    return command
  }

  /// Now and then some; of one text or of as many as there may be.
  private mutating func metadata() -> Metadata? {
    guard random.happens(1, outOf: 10) else { return nil }
    let count = random.pick([1, 1, 3, Metadata.countMax])
    return Metadata((0..<count).map { Metadata.Pair("key-\($0)", "value-\(random.below(9))") })
  }

  mutating func moveStream(in model: NaiveModel) -> MoveStream {
    let steps: [MoveStream.Step] = [.start, .start, .start, .end, .cancel]
    let stream = some(streams) ?? StreamID(95)
    let owner =
      random.happens(1, outOf: 20) ? some(creators) : creator(of: stream, in: model)
    return MoveStream(
      stream: stream, of: owner ?? UserID(94), step: random.pick(steps),
      asker: random.happens(1, outOf: 2) ? some(creators) : nil)
  }

  /// Whose stream it is, as the use case finds out.
  func creator(of stream: StreamID, in model: NaiveModel) -> UserID {
    model.streams[stream]?.creator ?? UserID(94)
  }
}
