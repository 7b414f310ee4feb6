package import Ledger

/// An API key was made.
package struct APIKeyCreated: FactBody {
  package static let kind = FactKind.apiKeyCreated
  package let key: APIKeyID

  package init(_ key: APIKeyID) { self.key = key }

  package func encode(into writer: inout ByteWriter) { writer.write(key.rawValue) }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    key = APIKeyID(try reader.integer())
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(OwnerID(key))
    reader.listed(OwnerID(key), in: Listing(.apiKeys), true)
  }
}

/// An API key was revoked.
package struct APIKeyRevoked: FactBody {
  package static let kind = FactKind.apiKeyRevoked
  package let key: APIKeyID

  package init(_ key: APIKeyID) { self.key = key }

  package func encode(into writer: inout ByteWriter) { writer.write(key.rawValue) }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    key = APIKeyID(try reader.integer())
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(OwnerID(key))
  }
}
