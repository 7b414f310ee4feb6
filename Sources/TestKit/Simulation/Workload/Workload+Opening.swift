import Ledger
import Monetization
import Money

extension Workload {
  /// What makes a world worth living in, step by step.
  enum Opening: CaseIterable {
    case people, money, approvals, streams, lights
  }

  /// The requests of a step; nothing fails while the world opens.
  mutating func opening(
    _ stage: Opening, in model: NaiveModel, now: Timestamp
  ) -> [SimulatedRequest] {
    let users = model.users.keys.sorted()
    let commands: [Command] =
      switch stage {
      case .people:
        (0..<7).map { .registerUser(RegisterUser(externalID: "user-\($0)")) }
          + [(1, nil), (7, nil), (30, 40), (250, nil)].map { price, stock in
            .saveGift(SaveGift(id: nil, gift: gift(price: price, remaining: stock)))
          }
          + [false, true].map { isFirst in
            var made = coinPackage(coins: 500)
            made.isFirstPurchaseBonus = isFirst
            return .savePackage(SavePackage(id: nil, coinPackage: made))
          }
      case .money:
        users.map { .adjustWallet(AdjustWallet(user: $0, quantity: 5_000, reason: "Welcome")) }
          + users.prefix(3).map { .applyAsCreator(ApplyAsCreator(user: $0)) }
      case .approvals:
        users.prefix(3).map {
          .reviewCreator(ReviewCreator(user: $0, approves: true, reason: nil))
        }
      case .streams:
        users.prefix(3).map {
          .createStream(
            CreateStream(creator: $0, title: "Live", viewersMax: nil, scheduledAt: nil))
        }
      case .lights:
        model.streams.keys.sorted().map {
          .moveStream(
            MoveStream(stream: $0, of: creator(of: $0, in: model), step: .start, asker: nil))
        }
      }
    return commands.map { request(for: $0, now: now) }
  }

  func gift(price: Int64, remaining: Int64?, usdCents: Int64? = nil) -> Gift {
    let appearance = GiftAppearance(
      name: "Rose", description: "", category: .emoji, rarity: .common)
    var gift = Gift(id: GiftID(0), appearance: appearance, coinPrice: Coins(price))
    gift.remaining = remaining
    gift.usdCents = usdCents
    return gift
  }

  func coinPackage(coins: Int64, bonus: Int64 = 50) -> CoinPackage {
    var made = CoinPackage(
      id: PackageID(0), name: "Purse", coins: Coins(coins),
      price: Money(minorUnits: 99_900, currency: .inr))
    made.bonusCoins = Coins(bonus)
    return made
  }
}
