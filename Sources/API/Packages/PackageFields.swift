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
  private let price: Money?
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
    package.price = price ?? package.price
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

extension QueryReader {
  /// The currency in which prices are wanted; nil for that of the price.
  mutating func currency() -> Currency? {
    parsed("currency", expected: "a currency of ISO 4217 such as INR") { Currency(code: $0) }
  }
}

extension ObjectWriter {
  /// A package as everybody sees it.
  mutating func write(_ package: CoinPackage) {
    field("id", package.id.text)
    field("name", package.name)
    field("coins", package.coins.count)
    field("bonusCoins", package.bonusCoins.count)
    field("totalCoins", package.coins.count + package.bonusCoins.count)
    field("price", package.price)
    field("isFeatured", package.isFeatured)
    field("description", package.description)
    field("icon", package.icon)
    field("sortOrder", package.sortOrder)
  }

  /// A package as admins see it.
  mutating func writeForAdmin(_ package: CoinPackage) {
    write(package)
    field("isActive", package.isActive)
  }
}
