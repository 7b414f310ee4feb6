package import Ledger

/// A coin package was made or changed.
package struct PackageSaved: FactBody {
  package static let kind = FactKind.packageSaved
  package let id: PackageID

  package init(_ id: PackageID) { self.id = id }

  package func encode(into writer: inout ByteWriter) { writer.write(id.rawValue) }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    id = PackageID(try reader.integer())
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.listed(OwnerID(id), in: Listing(.packages), true)
  }
}
