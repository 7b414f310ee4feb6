package import Ledger

/// A user asked to become a creator.
package struct CreatorApplied: FactBody {
  package static let kind = FactKind.creatorApplied
  package let user: UserID

  package init(_ user: UserID) { self.user = user }

  package func encode(into writer: inout ByteWriter) { writer.write(user.rawValue) }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    user = UserID(try reader.integer())
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(OwnerID(user))
    reader.moved(
      OwnerID(user), to: CreatorStatus.applied, of: CreatorStatus.allCases, in: .creatorsByStatus)
  }
}

/// An admin decided on an application.
package struct CreatorReviewed: FactBody {
  package static let kind = FactKind.creatorReviewed
  package let user: UserID
  package let status: CreatorStatus

  package init(_ user: UserID, _ status: CreatorStatus) {
    self.user = user
    self.status = status
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(user.rawValue)
    writer.write(Int64(status.rawValue))
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    user = UserID(try reader.integer())
    status = try reader.foldedEnumeration(CreatorStatus.self, "creator status")
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(OwnerID(user))
    reader.moved(OwnerID(user), to: status, of: CreatorStatus.allCases, in: .creatorsByStatus)
  }
}
