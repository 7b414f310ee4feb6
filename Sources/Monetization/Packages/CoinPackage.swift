package import Ledger
package import Money

/// The entity that package identifiers name.
package enum PackageEntity: Identified {
  package static let prefix = "pkg"
}

/// The identifier of a coin package.
package typealias PackageID = Identifier<PackageEntity>

/// Coins that are sold together for one price.
package struct CoinPackage: StoredRow {
  package static let tag = RowTag.package
  package static let version: UInt8 = 2

  package let id: PackageID
  package var name: String
  package var description: String
  package var icon: String?
  /// The coins that are paid for.
  package var coins: Coins
  /// The coins that come on top.
  package var bonusCoins: Coins
  /// Whether the bonus comes only with the first purchase that a buyer pays.
  package var isFirstPurchaseBonus: Bool
  /// When the bonus is given; nil for always.
  package var promotion: Promotion?
  /// The base price, for every country that ``localPrices`` does not name.
  package var price: Money
  /// At most one for each country, and one price for each currency.
  package var localPrices: [LocalPrice]
  package var isActive: Bool
  package var isFeatured: Bool
  package var sortOrder: Int64

  package init(id: PackageID, name: String, coins: Coins, price: Money) {
    self.id = id
    self.name = name
    description = ""
    icon = nil
    self.coins = coins
    bonusCoins = .zero
    isFirstPurchaseBonus = false
    promotion = nil
    self.price = price
    localPrices = []
    isActive = true
    isFeatured = false
    sortOrder = 0
  }

  package var key: OwnerID { OwnerID(id) }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(id.rawValue)
    writer.write(name)
    writer.write(description)
    writer.write(icon)
    writer.write(coins.count)
    writer.write(bonusCoins.count)
    writer.write(price)
    writer.write(isActive)
    writer.write(isFeatured)
    writer.write(sortOrder)
    writer.write(isFirstPurchaseBonus)
    writer.write(promotion != nil)
    if let promotion {
      writer.write(promotion.startsAt.milliseconds)
      writer.write(promotion.endsAt.milliseconds)
    }
    writer.write(UInt64(localPrices.count))
    for local in localPrices {
      writer.write(local.country)
      writer.write(local.price)
    }
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    id = PackageID(try reader.integer())
    name = try reader.text()
    description = try reader.text()
    icon = try reader.optionalText()
    coins = Coins(try reader.integer())
    bonusCoins = Coins(try reader.integer())
    price = try reader.money()
    isActive = try reader.bool()
    isFeatured = try reader.bool()
    sortOrder = try reader.integer()
    isFirstPurchaseBonus = false
    promotion = nil
    localPrices = []
    // Version 1 had one price and one bonus for everybody.
    if version >= 2 { try readTerms(from: &reader) }
  }

  /// Reads what version 2 added.
  private mutating func readTerms(from reader: inout ByteReader) throws(DecodingFault) {
    isFirstPurchaseBonus = try reader.bool()
    if try reader.bool() {
      promotion = Promotion(
        startsAt: Timestamp(milliseconds: try reader.integer()),
        endsAt: Timestamp(milliseconds: try reader.integer()))
    }
    let count = try reader.unsigned()
    guard count <= LocalPrice.countMax else { throw .malformed }
    for _ in 0..<count {
      localPrices.append(LocalPrice(country: try reader.text(), price: try reader.money()))
    }
  }

  /// What is offered to somebody who has bought coins before.
  package var withoutFirstPurchaseBonus: CoinPackage {
    guard isFirstPurchaseBonus else { return self }
    var offered = self
    (offered.bonusCoins, offered.isFirstPurchaseBonus) = (.zero, false)
    return offered
  }

  /// The bonus that the package promises at a time: none outside its promotion.
  package func bonus(at time: Timestamp) -> Coins {
    promotion.map { $0.contains(time) } ?? true ? bonusCoins : .zero
  }
}
