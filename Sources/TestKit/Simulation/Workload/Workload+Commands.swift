import Ledger
import Monetization
import Money

extension Workload {
  /// Any command, the usual ones more often.
  mutating func command(in model: NaiveModel) -> Command {
    switch random.below(100) {
    case 0..<50: return .sendGift(sendGift(in: model))
    case 50, 51: return .beginLookUp(beginLookUp())
    case 52..<60: return .adjustWallet(adjustWallet())
    case 60..<66: return .createPurchase(createPurchase())
    case 66..<79: return .settlePurchase(settlePurchase(in: model))
    case 79..<82: return .registerUser(registerUser(in: model))
    case 82..<84:
      return .setUserStanding(
        SetUserStanding(
          user: anyUser(), isAdmin: flag(),
          isSuspended: random.happens(1, outOf: 4) ? true : false))
    case 84..<86: return .setSpendingLimit(setSpendingLimit())
    case 86: return .applyAsCreator(ApplyAsCreator(user: anyUser()))
    case 87, 88:
      return .reviewCreator(
        ReviewCreator(
          user: anyUser(), approves: random.happens(2, outOf: 3),
          reason: random.happens(1, outOf: 2) ? "Reason" : nil))
    case 89..<92: return .saveGift(saveGift())
    case 92: return .savePackage(savePackage())
    case 93:
      return .createStream(
        CreateStream(creator: anyUser(), title: "Live", viewersMax: nil, scheduledAt: nil))
    case 94..<97: return .moveStream(moveStream())
    case 97: return .saveSettings(saveSettings(in: model))
    case 98:
      return .createAPIKey(
        CreateAPIKey(name: "Key", digest: "digest-\(random.below(40))", scopes: .act))
    default: return .revokeAPIKey(RevokeAPIKey(key: some(apiKeys) ?? APIKeyID(1)))
    }
  }

  /// One of the values, seldom nil; nil when there are none.
  mutating func some<Value>(_ values: [Value]) -> Value? {
    values.isEmpty || random.happens(1, outOf: 60) ? nil : random.pick(values)
  }

  private mutating func flag() -> Bool? { random.pick([nil, true, false]) }

  private mutating func anyUser() -> UserID { some(users) ?? UserID(99) }

  private mutating func sendGift(in model: NaiveModel) -> SendGift {
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
    return command
  }

  private mutating func adjustWallet() -> AdjustWallet {
    let quantity: Int64 =
      switch random.below(20) {
      case 0: random.pick([0, .min, .max, 1_000_000_001, -1_000_000_000, 1_000_000])
      case 1...9: -Int64(random.below(2_000))
      default: Int64(random.below(3_000))
      }
    return AdjustWallet(user: anyUser(), quantity: quantity, reason: "Correction")
  }

  private mutating func createPurchase() -> CreatePurchase {
    let goods: CreatePurchase.Goods =
      random.happens(1, outOf: 3)
      ? .custom(Coins(random.pick([0, -1, 1, 10, 77, 10_000_000, 10_000_001, .max])))
      : .package(some(packages) ?? PackageID(97))
    var command = CreatePurchase(
      user: anyUser(), goods: goods, gateway: random.pick([.sandbox, .stripe]), returnURL: nil)
    if case .package = goods { command.currency = random.pick([nil, nil, .inr, .usd, .eur]) }
    return command
  }

  private mutating func registerUser(in model: NaiveModel) -> RegisterUser {
    let name = "user-\(random.below(12))"
    let known = random.happens(4, outOf: 5) ? model.userIDs[name] : nil
    let profile = UserProfile(
      username: random.happens(1, outOf: 2) ? "name-\(random.below(3))" : nil,
      locale: random.happens(1, outOf: 2) ? "en-IN" : nil,
      country: random.pick([nil, nil, "IN", "US", "DE"]))
    return RegisterUser(externalID: name, known: known, profile: profile)
  }

  private mutating func setSpendingLimit() -> SetSpendingLimit {
    SetSpendingLimit(user: anyUser(), dailyCoins: random.pick([nil, nil, nil, 0, 500, 5_000, -1]))
  }

  private mutating func saveGift() -> SaveGift {
    var made = gift(
      price: random.pick([0, 1, 3, 10, 99, 5_000, 1_000_000_000, 1_000_000_001]),
      remaining: random.pick([nil, nil, 0, 5, 100, -1]),
      usdCents: random.pick([nil, nil, 1, 99, 1_000, 0, -5, .max]))
    made.isActive = random.happens(9, outOf: 10)
    // The first gift stays as it is, so that there always is a cheap one.
    let isChange = gifts.count > 6 || random.happens(1, outOf: 2)
    return SaveGift(id: isChange ? some(Array(gifts.dropFirst())) : nil, gift: made)
  }

  private mutating func savePackage() -> SavePackage {
    var made = coinPackage(
      coins: random.pick([0, 1, 100, 2_000, 1_000_000_001]), bonus: random.pick([-1, 0, 10]))
    made.isActive = random.happens(4, outOf: 5)
    made.isFirstPurchaseBonus = random.happens(1, outOf: 2)
    made.localPrices = random.pick(Self.priceLists)
    if random.happens(1, outOf: 3) {
      made.promotion = Promotion(
        startsAt: now.advanced(byMilliseconds: Int64(random.below(4_000)) - 2_000),
        endsAt: now.advanced(byMilliseconds: Int64(random.below(20_000)) - 1_000))
    }
    return SavePackage(id: random.happens(1, outOf: 2) ? some(packages) : nil, coinPackage: made)
  }

  /// Lists of prices, the last five of them contradicting themselves or the base price.
  private static let priceLists: [[LocalPrice]] = [
    [], [], [local("US", 1_299, .usd)], [local("US", 1_299, .usd), local("DE", 1_199, .eur)],
    [local("DE", 1_199, .eur), local("FR", 1_199, .eur)], [local("IN", 99_900, .inr)],
    [local("DE", 1_199, .eur), local("FR", 1_200, .eur)], [local("IN", 99_901, .inr)],
    [local("US", 1_299, .usd), local("US", 1_199, .eur)], [local("US", 0, .usd)],
    [local("US", 1_000_000_001, .usd)],
  ]

  private static func local(
    _ country: String, _ minorUnits: Int64, _ currency: Currency
  ) -> LocalPrice {
    LocalPrice(country: country, price: Money(minorUnits: minorUnits, currency: currency))
  }

  private mutating func moveStream() -> MoveStream {
    let steps: [MoveStream.Step] = [.start, .start, .start, .end, .cancel]
    return MoveStream(
      stream: some(streams) ?? StreamID(95), step: random.pick(steps),
      creator: random.happens(1, outOf: 2) ? some(creators) : nil)
  }

  private mutating func saveSettings(in model: NaiveModel) -> SaveSettings {
    var settings = model.settings
    if random.happens(1, outOf: 10) { settings.version -= 1 }
    let share = BasisPoints(rawValue: UInt16(random.below(10_001))) ?? .zero
    settings.splits.gift = random.pick([
      .commission(share), .commission(share), .valueShare(share, .inr), .valueShare(share, .usd),
    ])
    let values = ["1", "0.0075", "83.215", "0.00000001"].compactMap(Rate.init(decimal:))
    settings.coin.value = random.pick(values)
    settings.gifts.dailySpendingLimit = random.pick([nil, nil, nil, 20_000])
    return SaveSettings(settings: settings)
  }
}
