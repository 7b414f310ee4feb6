import JSON
import Ledger
import Monetization
import Money

/// What an admin says about a package; nil leaves it as it is.
struct PackageFields {
  private let name: String?
  private let description: String?
  private let icon: Change<String>
  private let coins: Int64?
  private let bonusCoins: Int64?
  private let isFirstPurchaseBonus: Bool?
  private let promotion: Change<Promotion>
  private let price: Money?
  private let localPrices: [LocalPrice]?
  private let isActive: Bool?
  private let isFeatured: Bool?
  private let sortOrder: Int64?

  /// Reads the fields; a new package needs a name, coins and a price.
  init(_ body: inout ObjectReader, isNew: Bool) {
    let amounts = 0...Amount.operationMax
    name = isNew ? body.string("name", 1...100) : body.optionalString("name", 1...100)
    description = body.optionalString("description", 0...1_000)
    icon = body.change("icon") { $0.optionalString($1, 1...2_048) }
    coins = isNew ? body.integer("coins", amounts) : body.optionalInteger("coins", amounts)
    bonusCoins = body.optionalInteger("bonusCoins", amounts)
    isFirstPurchaseBonus = body.optionalBool("isFirstPurchaseBonus")
    promotion = body.change("promotion") { body, name in
      body.optionalObject(name) { $0.promotion() }
    }
    localPrices = body.optionalObjects("localPrices", count: 0...LocalPrice.countMax) {
      $0.localPrice()
    }
    price =
      isNew
      ? body.object("price") { $0.money() } : body.optionalObject("price") { $0.money() }
    isActive = body.optionalBool("isActive")
    isFeatured = body.optionalBool("isFeatured")
    sortOrder = body.optionalInteger("sortOrder", -1_000_000...1_000_000)
  }

  func apply(to package: inout CoinPackage) {
    package.name = name ?? package.name
    package.description = description ?? package.description
    package.icon = icon.applied(to: package.icon)
    package.coins = coins.map { Coins($0) } ?? package.coins
    package.bonusCoins = bonusCoins.map { Coins($0) } ?? package.bonusCoins
    package.isFirstPurchaseBonus = isFirstPurchaseBonus ?? package.isFirstPurchaseBonus
    package.promotion = promotion.applied(to: package.promotion)
    package.price = price ?? package.price
    package.localPrices = localPrices ?? package.localPrices
    package.isActive = isActive ?? package.isActive
    package.isFeatured = isFeatured ?? package.isFeatured
    package.sortOrder = sortOrder ?? package.sortOrder
  }
}

extension ObjectReader {
  /// The fields of money.
  mutating func money() -> Money {
    let currency = parsed(
      "currency", 3...3, expected: "a currency of ISO 4217 such as INR", placeholder: .usd
    ) { Currency(code: $0) }
    return Money(minorUnits: integer("amount", 0...Amount.operationMax), currency: currency)
  }
}

extension ObjectReader {
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
