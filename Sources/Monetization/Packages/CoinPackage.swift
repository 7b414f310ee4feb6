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

  package let id: PackageID
  package var name: String
  package var description: String
  package var icon: String?
  /// The coins that are paid for.
  package var coins: Coins
  /// The coins that come on top.
  package var bonusCoins: Coins
  package var price: Money
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
    self.price = price
    isActive = true
    isFeatured = false
    sortOrder = 0
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(UInt8(1))
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
  }

  package init(from reader: inout ByteReader) throws(DecodingFault) {
    try reader.expectVersion(1, of: "package")
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
  }
}
