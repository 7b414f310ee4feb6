package import Ledger

/// The entity that API key identifiers name.
package enum APIKeyEntity: Identified {
  package static let prefix = "key"
}

/// The identifier of an API key, which is not the key.
package typealias APIKeyID = Identifier<APIKeyEntity>

/// What an API key may do; the numbers are bits and never reused.
package struct APIKeyScopes: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Make and change users.
  package static let users = APIKeyScopes(rawValue: 1)
  /// Act for a user: everything that the user may do.
  package static let act = APIKeyScopes(rawValue: 2)
  /// Everything that an admin may do.
  package static let admin = APIKeyScopes(rawValue: 4)
  /// Act for users whom nobody has made known: naming them does.
  package static let createUsers = APIKeyScopes(rawValue: 8)
  /// Report payments that the integrator took.
  package static let recordPurchases = APIKeyScopes(rawValue: 16)

  /// Every scope with the name that people write.
  package static let names: [(name: String, scope: APIKeyScopes)] = [
    ("users", .users), ("users:create", .createUsers), ("act", .act), ("admin", .admin),
    ("purchases:record", .recordPurchases),
  ]

  /// The scope of a name; nil when there is none.
  package init?(name: String) {
    guard let found = Self.names.first(where: { $0.name == name }) else { return nil }
    self = found.scope
  }
}

/// A key of a server that calls the API; only its digest is stored.
package struct APIKey: StoredRow {
  package static let tag = RowTag.apiKey

  package let id: APIKeyID
  package let name: String
  /// The hexadecimal SHA-256 of the key.
  package let digest: String
  package let scopes: APIKeyScopes
  package var revokedAt: Timestamp?

  package init(id: APIKeyID, name: String, digest: String, scopes: APIKeyScopes) {
    self.id = id
    self.name = name
    self.digest = digest
    self.scopes = scopes
    revokedAt = nil
  }

  package var key: OwnerID { OwnerID(id) }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(id.rawValue)
    writer.write(name)
    writer.write(digest)
    writer.write(scopes.rawValue)
    writer.write(revokedAt?.milliseconds)
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    id = APIKeyID(try reader.integer())
    name = try reader.text()
    digest = try reader.text()
    scopes = APIKeyScopes(rawValue: try reader.byte())
    revokedAt = try reader.optionalInteger().map(Timestamp.init(milliseconds:))
  }
}
