import Application
import Ledger
import Monetization
import Money

/// What admins, creators and integrators make and edit.
extension Workload {
  mutating func registerUser(in model: NaiveModel) -> RegisterUser {
    let name = "user-\(random.below(12))"
    let known = random.happens(4, outOf: 5) ? model.userIDs[name] : nil
    var changes = ProfileChanges()
    changes.username = random.pick([.keep, .set("name-\(random.below(3))"), .set(nil)])
    changes.locale = random.pick([.keep, .set("en-IN")])
    changes.country = random.pick([.keep, .keep, .set(nil), .set("IN"), .set("US"), .set("DE")])
    return RegisterUser(externalID: name, known: known, changes: changes)
  }

  mutating func setSpendingLimit() -> SetSpendingLimit {
    let limit = random.pick([nil, nil, nil, 0, 500, 5_000, -1] as [Int64?])
    return SetSpendingLimit(
      user: anyUser(), dailyCoins: random.happens(1, outOf: 8) ? .keep : .set(limit))
  }

  mutating func saveGift() -> SaveGift {
    // The first gift stays as it is, so that there always is a cheap one.
    let isChange = gifts.count > 6 || random.happens(1, outOf: 2)
    let id = isChange ? some(Array(gifts.dropFirst())) : nil
    var changes = GiftChanges()
    if id == nil {
      changes = GiftChanges(gift(price: random.pick([1, 3, 10, 99, 5_000]), remaining: nil))
    }
    for _ in 0...random.below(3) { edit(&changes) }
    return SaveGift(id: id, changes: changes)
  }

  private mutating func edit(_ changes: inout GiftChanges) {
    switch random.below(7) {
    case 0: changes.name = random.pick(["Rose", "Tulip", "Lily"])
    case 1:
      changes.coinPrice = Coins(
        random.pick([0, 1, 3, 10, 99, 5_000, 1_000_000_000, 1_000_000_001]))
    case 2: changes.remaining = .set(random.pick([nil, nil, 0, 5, 100, -1]))
    case 3: changes.usdCents = .set(random.pick([nil, nil, 1, 99, 1_000, 0, -5, .max]))
    case 4: changes.isActive = random.happens(9, outOf: 10)
    case 5: changes.imageURL = .set(random.pick([nil, "/rose.svg"]))
    default: changes.sortOrder = Int64(random.below(5))
    }
  }

  mutating func savePackage() -> SavePackage {
    let id = random.happens(1, outOf: 2) ? some(packages) : nil
    var changes = PackageChanges()
    if id == nil { changes = PackageChanges(coinPackage(coins: random.pick([1, 100, 2_000]))) }
    for _ in 0...random.below(3) { edit(&changes) }
    return SavePackage(id: id, changes: changes)
  }

  private mutating func edit(_ changes: inout PackageChanges) {
    switch random.below(6) {
    case 0: changes.coins = Coins(random.pick([0, 1, 100, 2_000, 1_000_000_001]))
    case 1: changes.bonusCoins = Coins(random.pick([-1, 0, 10, 50]))
    case 2: changes.isActive = random.happens(4, outOf: 5)
    case 3: changes.isFirstPurchaseBonus = flag()
    case 4: changes.localPrices = random.pick(Self.priceLists)
    default:
      let promotion = Promotion(
        startsAt: now.advanced(byMilliseconds: Int64(random.below(4_000)) - 2_000),
        endsAt: now.advanced(byMilliseconds: Int64(random.below(20_000)) - 1_000))
      changes.promotion = .set(random.happens(1, outOf: 3) ? nil : promotion)
    }
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

  mutating func editStream() -> EditStream {
    var changes = StreamChanges()
    if random.happens(1, outOf: 2) { changes.title = random.pick(["Live", "Late"]) }
    changes.viewersMax = random.pick([.keep, .set(nil), .set(10), .set(0)])
    changes.scheduledAt = random.pick([.keep, .set(nil), .set(now)])
    return EditStream(
      stream: some(streams) ?? StreamID(95), changes: changes,
      creator: random.happens(1, outOf: 2) ? some(creators) : nil)
  }

  mutating func saveSettings(in model: NaiveModel) -> SaveSettings {
    guard random.happens(1, outOf: 2) else { return editSettings(in: model) }
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

  private mutating func editSettings(in model: NaiveModel) -> SaveSettings {
    var changes = SettingsChanges()
    if random.happens(1, outOf: 2) { changes.coin.name = random.pick(["coin", "star"]) }
    if random.happens(1, outOf: 2) { changes.withdrawals.processingDays = random.pick([3, 7]) }
    if random.happens(1, outOf: 4) { changes.gifts.dailySpendingLimit = .set(nil) }
    if random.happens(1, outOf: 4) { changes.tips.maximum = random.pick([500, 100_000]) }
    let version = random.pick([nil, nil, model.settings.version, model.settings.version - 1])
    return SaveSettings(from: version, changes: changes)
  }

  /// Now and then an edit wants the row that was seen, or one that never was.
  mutating func condition(for command: Command, in model: NaiveModel) -> RowCondition? {
    guard random.happens(1, outOf: 4) else { return nil }
    let place: (tag: RowTag, owner: OwnerID)? =
      switch command {
      case .saveGift(let command): command.id.map { (.gift, OwnerID($0)) }
      case .savePackage(let command): command.id.map { (.package, OwnerID($0)) }
      case .saveSettings: (.settings, .global)
      default: nil
      }
    guard let (tag, owner) = place, let version = model.version(tag, of: owner) else { return nil }
    let versions = random.pick([[version], [version, "older"], ["older"], []])
    return RowCondition(tag, of: owner, isOneOf: versions)
  }
}
