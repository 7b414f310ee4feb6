import Ledger
package import Monetization
import Money

/// The people, packages and gifts of the demo.
package enum DemoCatalog {
  /// A person of the demo.
  package struct Person: Sendable {
    package let externalID: String
    package let displayName: String
    package let role: Role

    /// What a person of the demo is.
    package enum Role: Sendable { case viewer, creator, applicant, admin }
  }

  /// The id of the demo's first admin.
  package static let adminID = "demo-admin"

  /// Who can sign in to the demo.
  package static let people: [Person] = [
    Person(externalID: "demo-viewer", displayName: "Asha", role: .viewer),
    Person(externalID: "demo-viewer-2", displayName: "Ben", role: .viewer),
    Person(externalID: "demo-creator", displayName: "Luna Live", role: .creator),
    Person(externalID: "demo-creator-2", displayName: "DJ Orbit", role: .creator),
    Person(externalID: "demo-newcomer", displayName: "Newcomer Nia", role: .applicant),
    Person(externalID: adminID, displayName: "Admin Ada", role: .admin),
    Person(externalID: "demo-admin-2", displayName: "Admin Arjun", role: .admin),
  ]

  /// The streams that are live in the demo: creator and title.
  package static let streams: [(creator: String, title: String)] = [
    ("demo-creator", "Rooftop session: songs you choose"),
    ("demo-creator-2", "Midnight set from the studio"),
  ]

  /// The coin packages, cheapest first.
  package static let packages: [CoinPackage] = [
    coinPackage("Starter", coins: 100, bonus: 0, paise: 9_900),
    firstPurchase("Fan", coins: 500, bonus: 100, paise: 44_900),
    coinPackage("Super fan", coins: 1_000, bonus: 100, paise: 89_900, isFeatured: true),
    coinPackage("Front row", coins: 2_500, bonus: 350, paise: 199_900),
    coinPackage("Patron", coins: 5_000, bonus: 900, paise: 399_900),
    coinPackage("Legend", coins: 10_000, bonus: 2_500, paise: 749_900),
  ]

  /// The gifts, cheapest first.
  package static let gifts: [Gift] = [
    gift("Rose", 1, .emoji, .common, "A small thank-you."),
    gift("Heart", 5, .emoji, .common, "Love from the crowd."),
    gift("Star", 10, .sticker, .common, "You are one."),
    gift("Cake", 25, .sticker, .common, "Something to celebrate."),
    gift("Planet", 50, .animation, .rare, "Out of this world."),
    gift("Diamond", 100, .badge, .rare, "Rare and clear."),
    gift("Fireworks", 150, .specialEffect, .rare, "Light the sky."),
    gift("Crown", 250, .badge, .epic, "For the queen or king of the night."),
    gift("Unicorn", 400, .animation, .epic, "Nobody will believe it."),
    gift("Rocket", 500, .specialEffect, .epic, "Up and away."),
    gift("Lion", 1_000, .animation, .legendary, "Hear it roar."),
    gift("Castle", 2_500, .specialEffect, .legendary, "A place of their own."),
  ]

  private static func coinPackage(
    _ name: String, coins: Int64, bonus: Int64, paise: Int64, isFeatured: Bool = false
  ) -> CoinPackage {
    var made = CoinPackage(
      id: PackageID(0), name: name, coins: Coins(coins),
      price: Money(minorUnits: paise, currency: .inr))
    made.bonusCoins = Coins(bonus)
    made.isFeatured = isFeatured
    made.sortOrder = coins
    made.description = bonus > 0 ? "\(bonus) coins on top" : "For a first hello"
    return made
  }

  private static func firstPurchase(
    _ name: String, coins: Int64, bonus: Int64, paise: Int64
  ) -> CoinPackage {
    var made = coinPackage(name, coins: coins, bonus: bonus, paise: paise)
    made.isFirstPurchaseBonus = true
    made.description = "\(bonus) coins on top of your first purchase"
    return made
  }

  private static func gift(
    _ name: String, _ price: Int64, _ category: GiftCategory, _ rarity: GiftRarity,
    _ description: String
  ) -> Gift {
    var appearance = GiftAppearance(
      name: name, description: description, category: category, rarity: rarity)
    appearance.imageURL = "/web/gifts/\(name.lowercased()).svg"
    appearance.thumbnailURL = appearance.imageURL
    var made = Gift(id: GiftID(0), appearance: appearance, coinPrice: Coins(price))
    made.sortOrder = price
    made.isFeatured = rarity == .rare
    return made
  }
}
