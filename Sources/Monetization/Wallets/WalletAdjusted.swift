package import Ledger

/// An admin corrected a wallet.
package struct WalletAdjusted: FactBody {
  package static let kind = FactKind.walletAdjusted
  package let user: UserID
  /// Coins added, or taken when negative.
  package let quantity: Int64

  package init(_ user: UserID, quantity: Int64) {
    self.user = user
    self.quantity = quantity
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(user.rawValue)
    writer.write(quantity)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    user = UserID(try reader.integer())
    quantity = try reader.integer()
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {}
}
