package import Ledger

/// Somebody became known.
package struct UserRegistered: FactBody {
  package static let kind = FactKind.userRegistered
  package let user: UserID

  package init(_ user: UserID) { self.user = user }

  package func encode(into writer: inout ByteWriter) { writer.write(user.rawValue) }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    user = UserID(try reader.integer())
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(OwnerID(user))
    reader.listed(OwnerID(user), in: Listing(.users), true)
  }
}

/// A user's profile, roles, standing or limit changed.
package struct UserChanged: FactBody {
  package static let kind = FactKind.userChanged
  package let user: UserID

  package init(_ user: UserID) { self.user = user }

  package func encode(into writer: inout ByteWriter) { writer.write(user.rawValue) }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    user = UserID(try reader.integer())
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(OwnerID(user))
  }
}
