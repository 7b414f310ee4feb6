package import Ledger

/// The entity that identifiers of settings' versions name.
package enum SettingsVersionEntity: Identified {
  package static let prefix = "stv"
}

/// The identifier of a version of the settings.
package typealias SettingsVersionID = Identifier<SettingsVersionEntity>

/// The settings as somebody saved them; kept when they are changed again.
package struct SettingsVersion: StoredRow {
  package static let tag = RowTag.settingsVersion

  /// Includes the time of saving.
  package let id: SettingsVersionID
  /// Who saved it: a user or an API key, ``OwnerID/global`` for the platform itself.
  package let author: OwnerID
  package let settings: Settings

  package init(id: SettingsVersionID, author: OwnerID, settings: Settings) {
    self.id = id
    self.author = author
    self.settings = settings
  }

  package var key: OwnerID { OwnerID(id) }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(id.rawValue)
    writer.write(author.rawValue)
    settings.encode(into: &writer)
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    id = SettingsVersionID(try reader.integer())
    author = OwnerID(rawValue: try reader.integer())
    settings = try Settings(of: .global, from: &reader)
  }
}
