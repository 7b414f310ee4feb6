package import Ledger

/// A user asked to become a creator.
package struct CreatorApplied: FactBody {
  package static let kind = FactKind.creatorApplied
  /// Version 1 lists applications by their users.
  package static let version: UInt8 = 2
  package let user: UserID
  /// As what lists have the application.
  package let listed: OwnerID
  /// As what they have the one before, which was rejected; nil for the first one.
  package let replaced: OwnerID?

  package init(_ user: UserID, listed: OwnerID, replacing replaced: OwnerID? = nil) {
    self.user = user
    self.listed = listed
    self.replaced = replaced
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(user.rawValue)
    writer.write(listed.rawValue)
    writer.write(replaced?.rawValue)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    user = UserID(try reader.integer())
    listed = version > 1 ? OwnerID(rawValue: try reader.integer()) : OwnerID(user)
    replaced =
      version > 1 ? try reader.optionalInteger().map { OwnerID(rawValue: $0) } : OwnerID(user)
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(OwnerID(user))
    if let replaced {
      for status in CreatorStatus.allCases {
        reader.listed(
          replaced, in: Listing(.creatorsByStatus, group: Int64(status.rawValue)), false)
      }
    }
    reader.moved(
      listed, to: CreatorStatus.applied, of: CreatorStatus.allCases, in: .creatorsByStatus)
  }
}

/// An admin decided on an application.
package struct CreatorReviewed: FactBody {
  package static let kind = FactKind.creatorReviewed
  /// Version 1 lists applications by their users.
  package static let version: UInt8 = 2
  package let user: UserID
  package let status: CreatorStatus
  /// As what lists have the application.
  package let listed: OwnerID

  package init(_ user: UserID, _ status: CreatorStatus, listed: OwnerID) {
    self.user = user
    self.status = status
    self.listed = listed
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(user.rawValue)
    writer.write(Int64(status.rawValue))
    writer.write(listed.rawValue)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    user = UserID(try reader.integer())
    status = try reader.foldedEnumeration(CreatorStatus.self, "creator status")
    listed = version > 1 ? OwnerID(rawValue: try reader.integer()) : OwnerID(user)
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(OwnerID(user))
    reader.moved(listed, to: status, of: CreatorStatus.allCases, in: .creatorsByStatus)
  }
}
