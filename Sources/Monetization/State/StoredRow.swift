package import Ledger

/// What a stored row is; the numbers are stored and never reused.
package enum RowTag: UInt8, Sendable, CaseIterable {
  case account = 1
  case user = 2
  case creator = 3
  case sender = 4
  case carry = 5
  case buyer = 6
  case gift = 16
  case package = 17
  case purchase = 18
  case stream = 19
  case settings = 20
  case apiKey = 21
  case gatewayEvent = 22
  case settingsVersion = 23
}

/// Where a row stands among the rows of its owner.
package struct RowSlot: Hashable, Sendable {
  /// The ``RowTag`` above 32 bits of detail; this is the stored form.
  package let rawValue: Int64

  package init(rawValue: Int64) { self.rawValue = rawValue }

  package init(_ tag: RowTag, detail: UInt32 = 0) {
    rawValue = Int64(tag.rawValue) << 32 | Int64(detail)
  }

  /// What the row is; nil when this version does not know it.
  package var tag: RowTag? { UInt8(exactly: rawValue >> 32).flatMap(RowTag.init(rawValue:)) }

  /// What tells rows of one tag and owner apart.
  package var detail: UInt32 { UInt32(truncatingIfNeeded: rawValue) }
}

/// What a row is found by: its owner, and what tells its rows of one tag apart.
package protocol RowKey: PlaceKey {
  var owner: OwnerID { get }
  var detail: UInt32 { get }

  /// The key of an owner's row at a slot's detail.
  ///
  /// - Throws: ``DecodingFault`` for a detail that names nothing.
  init(_ owner: OwnerID, detail: UInt32) throws(DecodingFault)
}

extension OwnerID: RowKey {
  package var owner: OwnerID { self }
  package var detail: UInt32 { 0 }

  package init(_ owner: OwnerID, detail: UInt32) throws(DecodingFault) {
    guard detail == 0 else { throw .malformed }
    self = owner
  }
}

/// A row that is stored as bytes under its owner and slot: a version, then fields.
package protocol StoredRow: Sendable, Equatable {
  associatedtype Key: RowKey = OwnerID

  static var tag: RowTag { get }
  /// The version that ``encodeFields(into:)`` writes, from 1 on; older ones are read for ever.
  static var version: UInt8 { get }
  /// Whether every entry that leaves such a row behind carries a digest of it.
  ///
  /// The others are what payments change: verification derives them from the journal instead.
  static var isBound: Bool { get }

  var key: Key { get }
  /// The newest stamp that the row knows of; later ones must be above it.
  var newestStamp: Stamp { get }

  /// Writes the fields.
  func encodeFields(into writer: inout ByteWriter)

  /// Reads the fields of a version from 1 to ``version``.
  ///
  /// - Throws: ``DecodingFault``.
  init(of key: Key, fields reader: inout ByteReader, version: UInt8) throws(DecodingFault)
}

extension StoredRow {
  package static var version: UInt8 { 1 }
  package static var isBound: Bool { true }
  package var newestStamp: Stamp { .zero }

  /// Where the row stands among the rows of its owner.
  package var slot: RowSlot { RowSlot(Self.tag, detail: key.detail) }

  /// Writes the stored form.
  package func encode(into writer: inout ByteWriter) {
    writer.write(Self.version)
    encodeFields(into: &writer)
  }

  /// Reads the stored form of any version.
  ///
  /// - Throws: ``DecodingFault``.
  package init(of key: Key, from reader: inout ByteReader) throws(DecodingFault) {
    let version = try reader.byte()
    guard (1...Self.version).contains(version) else {
      throw .unknownCase("version of \(Self.tag)", UInt64(version))
    }
    try self.init(of: key, fields: &reader, version: version)
  }
}

/// The key under which a name is unique, such as a user's external id.
package struct UniqueName: Hashable, Sendable {
  /// The kinds of names; the numbers are stored and never reused.
  package enum Space: UInt8, Sendable {
    /// A user's id in the integrator's system.
    case user = 1
    /// The hexadecimal SHA-256 of an API key.
    case apiKey = 2
    /// A gateway's event: gateway name, colon, event id.
    case gatewayEvent = 3
    /// A payment that was credited: gateway name, colon, the gateway's id of the payment.
    case payment = 4
  }

  package let space: Space
  package let text: String

  package init(_ space: Space, _ text: String) {
    self.space = space
    self.text = text
  }

  /// Byte by byte, as stores compare: two ids that merely look alike are two people.
  package static func == (left: UniqueName, right: UniqueName) -> Bool {
    left.space == right.space && left.text.utf8.elementsEqual(right.text.utf8)
  }
}
