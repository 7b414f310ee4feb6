package import Ledger

/// What the rules remember of somebody who has bought coins; nobody else has such a row.
package struct Buyer: StoredRow {
  package static let tag = RowTag.buyer

  package let user: UserID
  /// The purchase that was paid first, also if it was refunded afterwards.
  package let firstPurchase: PurchaseID

  package init(user: UserID, firstPurchase: PurchaseID) {
    self.user = user
    self.firstPurchase = firstPurchase
  }

  package var key: OwnerID { OwnerID(user) }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(user.rawValue)
    writer.write(firstPurchase.rawValue)
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    user = UserID(try reader.integer())
    firstPurchase = PurchaseID(try reader.integer())
  }
}
