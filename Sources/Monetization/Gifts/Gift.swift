package import Ledger
package import Money

/// The entity that gift identifiers name.
package enum GiftEntity: Identified {
  package static let prefix = "gft"
}

/// The identifier of a gift of the catalog.
package typealias GiftID = Identifier<GiftEntity>

/// The kinds of gifts; the numbers are stored and never reused.
package enum GiftCategory: UInt8, Sendable, CaseIterable {
  case emoji = 1
  case sticker = 2
  case animation = 3
  case specialEffect = 4
  case badge = 5
}

/// How rare a gift is; the numbers are stored and never reused.
package enum GiftRarity: UInt8, Sendable, CaseIterable {
  case common = 1
  case rare = 2
  case epic = 3
  case legendary = 4
}

/// How a gift is shown.
package struct GiftAppearance: Equatable, Sendable {
  package var name: String
  package var description: String
  package var category: GiftCategory
  package var rarity: GiftRarity
  package var imageURL: String?
  /// Lottie JSON, GIF, WebP or video.
  package var animationURL: String?
  package var thumbnailURL: String?

  package init(name: String, description: String, category: GiftCategory, rarity: GiftRarity) {
    self.name = name
    self.description = description
    self.category = category
    self.rarity = rarity
  }
}

/// A gift of the catalog.
package struct Gift: StoredRow {
  package static let tag = RowTag.gift

  package let id: GiftID
  package var appearance: GiftAppearance
  package var coinPrice: Coins
  /// The value in cents that creators are paid by, where gifts are priced in dollars.
  package var usdCents: Int64?
  package var isActive: Bool
  package var isFeatured: Bool
  /// How many can still be sent; nil for an unlimited gift.
  package var remaining: Int64?
  package var sortOrder: Int64

  package init(id: GiftID, appearance: GiftAppearance, coinPrice: Coins) {
    self.id = id
    self.appearance = appearance
    self.coinPrice = coinPrice
    usdCents = nil
    isActive = true
    isFeatured = false
    remaining = nil
    sortOrder = 0
  }

  package var key: OwnerID { OwnerID(id) }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(id.rawValue)
    writer.write(appearance.name)
    writer.write(appearance.description)
    writer.write(appearance.category.rawValue)
    writer.write(appearance.rarity.rawValue)
    writer.write(appearance.imageURL)
    writer.write(appearance.animationURL)
    writer.write(appearance.thumbnailURL)
    writer.write(coinPrice.count)
    writer.write(usdCents)
    writer.write(isActive)
    writer.write(isFeatured)
    writer.write(remaining)
    writer.write(sortOrder)
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    id = GiftID(try reader.integer())
    appearance = GiftAppearance(
      name: try reader.text(), description: try reader.text(),
      category: try reader.enumeration(GiftCategory.self, "gift category"),
      rarity: try reader.enumeration(GiftRarity.self, "gift rarity"))
    appearance.imageURL = try reader.optionalText()
    appearance.animationURL = try reader.optionalText()
    appearance.thumbnailURL = try reader.optionalText()
    coinPrice = Coins(try reader.integer())
    usdCents = try reader.optionalInteger()
    isActive = try reader.bool()
    isFeatured = try reader.bool()
    remaining = try reader.optionalInteger()
    sortOrder = try reader.integer()
  }
}
