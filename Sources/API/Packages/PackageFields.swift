import JSON
import Ledger
import Monetization
import Money

extension ObjectReader {
  /// What an admin says about a package; a new one needs a name, coins and a price.
  mutating func packageChanges(isNew: Bool) -> PackageChanges {
    let (coins, bonuses) = (1...Amount.operationMax, 0...Amount.operationMax)
    var changes = PackageChanges()
    changes.name = isNew ? visibleText("name", 1...100) : optionalVisibleText("name", 1...100)
    changes.description = optionalVisibleText("description", 0...1_000)
    changes.icon = change("icon") { $0.optionalVisibleText($1, 1...2_048) }
    changes.coins =
      isNew ? Coins(integer("coins", coins)) : optionalInteger("coins", coins).map { Coins($0) }
    changes.bonusCoins = optionalInteger("bonusCoins", bonuses).map { Coins($0) }
    changes.isFirstPurchaseBonus = optionalBool("isFirstPurchaseBonus")
    changes.promotion = change("promotion") { body, name in
      let promotion = body.optionalObject(name) { $0.promotion() }
      if let promotion, promotion.endsAt <= promotion.startsAt {
        body.violate(name, "A promotion ends after it starts.")
      }
      return promotion
    }
    changes.localPrices = optionalObjects("localPrices", count: 0...LocalPrice.countMax) {
      $0.localPrice()
    }
    checkCountries(of: changes.localPrices ?? [])
    changes.price =
      isNew ? object("price") { $0.money() } : optionalObject("price") { $0.money() }
    changes.isActive = optionalBool("isActive")
    changes.isFeatured = optionalBool("isFeatured")
    changes.sortOrder = optionalInteger("sortOrder", -1_000_000...1_000_000)
    return changes
  }

  /// The fields of a price, which is above zero.
  mutating func money() -> Money {
    let currency = parsed(
      "currency", 3...3, expected: "a currency of ISO 4217 such as INR", placeholder: .usd
    ) { Currency(code: $0) }
    return Money(minorUnits: integer("amount", 1...Amount.operationMax), currency: currency)
  }
}

extension ObjectReader {
  fileprivate mutating func checkCountries(of prices: [LocalPrice]) {
    let countries = prices.map(\.country)
    guard Set(countries).count < countries.count else { return }
    violate("localPrices", "A country has one price.")
  }

  fileprivate mutating func promotion() -> Promotion {
    Promotion(startsAt: time("startsAt"), endsAt: time("endsAt"))
  }

  fileprivate mutating func localPrice() -> LocalPrice {
    let country = parsed(
      "country", 2...2, expected: "a country of two capital letters such as IN",
      placeholder: "IN"
    ) { isCountry($0) ? $0 : nil }
    return LocalPrice(country: country, price: object("price") { $0.money() })
  }
}

extension QueryReader {
  /// The currency in which prices are wanted; nil for that of the price.
  mutating func currency() -> Currency? {
    parsed("currency", expected: "a currency of ISO 4217 such as INR") { Currency(code: $0) }
  }
}

extension ObjectWriter {
  /// A package as everybody sees it: with the bonus of the moment.
  ///
  /// - Parameters:
  ///   - package: As last committed.
  ///   - currency: The currency in which a price is wanted besides the base price.
  ///   - time: Now.
  mutating func write(_ package: CoinPackage, in currency: Currency?, at time: Timestamp) {
    let bonus = package.bonus(at: time)
    write(bonus: bonus, of: package)
    field("promotion", package.promotion.flatMap { $0.contains(time) ? $0 : nil })
    if let currency, currency != package.price.currency,
      let local = package.price(in: currency)
    {
      field("localPrice", local)
    }
  }

  /// A package as admins see it.
  mutating func writeForAdmin(_ package: CoinPackage) {
    write(bonus: package.bonusCoins, of: package)
    field("promotion", package.promotion)
    objects("localPrices", package.localPrices) { object, local in
      object.field("country", local.country)
      object.field("price", local.price)
    }
    field("isActive", package.isActive)
  }

  private mutating func write(bonus: Coins, of package: CoinPackage) {
    field("id", package.id.text)
    field("name", package.name)
    field("coins", package.coins.count)
    field("bonusCoins", bonus.count)
    field("totalCoins", package.coins.count + bonus.count)
    field("isFirstPurchaseBonus", package.isFirstPurchaseBonus)
    field("price", package.price)
    field("isFeatured", package.isFeatured)
    field("description", package.description)
    field("icon", package.icon)
    field("sortOrder", package.sortOrder)
  }

  private mutating func field(_ name: String, _ promotion: Promotion?) {
    guard let promotion else { return null(name) }
    object(name) { object in
      object.field("startsAt", promotion.startsAt)
      object.field("endsAt", promotion.endsAt)
    }
  }
}
