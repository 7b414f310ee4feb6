package import Ledger

/// The settings were saved.
package struct SettingsSaved: FactBody {
  package static let kind = FactKind.settingsSaved
  /// The version that the save made.
  package let version: Int64

  package init(version: Int64) { self.version = version }

  package func encode(into writer: inout ByteWriter) { writer.write(version) }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    self.version = try reader.integer()
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(.global)
    // The kept version has the entry's stamp for its identifier.
    let kept = OwnerID(rawValue: context.entry.stamp.rawValue)
    reader.listed(kept, in: Listing(.settingsVersions), true)
  }
}
