package import Ledger

/// A gift of the catalog was made or changed.
package struct GiftSaved: FactBody {
  package static let kind = FactKind.giftSaved
  package let gift: GiftID

  package init(_ gift: GiftID) { self.gift = gift }

  package func encode(into writer: inout ByteWriter) { writer.write(gift.rawValue) }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    gift = GiftID(try reader.integer())
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(OwnerID(gift))
    reader.listed(OwnerID(gift), in: Listing(.gifts), true)
  }
}
