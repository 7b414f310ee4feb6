package import Ledger

/// A group of settings that one feature owns.
package protocol SettingsGroup: Equatable, Sendable {
  associatedtype Changes: SettingsGroupChanges where Changes.Group == Self

  /// The version of the stored settings that has the group first; older ones leave it at what
  /// ``Settings/initial`` has.
  static var sinceVersion: UInt8 { get }

  /// What makes the group unusable in settings; nil when nothing does.
  func fault(in settings: Settings) -> Refusal?
  /// Writes the stored form.
  func encode(into writer: inout ByteWriter)
  /// Reads the stored form that settings of a version have.
  ///
  /// - Throws: ``DecodingFault``.
  init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault)
}

extension SettingsGroup {
  package static var sinceVersion: UInt8 { 1 }
}

/// The fields of a group that an edit sets; every other field stays as it is.
package protocol SettingsGroupChanges: Equatable, Sendable {
  associatedtype Group

  /// No field.
  init()
  /// Every field.
  init(_ group: Group)

  /// Sets the fields.
  func apply(to group: inout Group)
}

/// Somebody who does the same with every group of the settings and its edit.
package protocol SettingsVisitor {
  associatedtype Failure: Error = Never

  mutating func visit<Group: SettingsGroup>(
    _ group: WritableKeyPath<Settings, Group>,
    _ changes: WritableKeyPath<SettingsChanges, Group.Changes>
  ) throws(Failure)
}

extension Settings {
  /// Shows every group to a visitor, in the order in which they are stored and checked.
  package static func visit<Visitor: SettingsVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(\.coin, \.coin)
    try visitor.visit(\.splits, \.splits)
    try visitor.visit(\.gifts, \.gifts)
    try visitor.visit(\.likes, \.likes)
    try visitor.visit(\.withdrawals, \.withdrawals)
    try visitor.visit(\.tips, \.tips)
    try visitor.visit(\.mode, \.mode)
    try visitor.visit(\.coinNames, \.coinNames)
  }

  /// What makes the document unusable; nil when nothing does.
  package var fault: Refusal? {
    var check = FaultCheck(settings: self)
    Self.visit(&check)
    return check.fault
  }

  func encodeGroups(into writer: inout ByteWriter) {
    var encoding = GroupEncoding(settings: self, writer: writer)
    Self.visit(&encoding)
    writer = encoding.writer
  }

  mutating func decodeGroups(
    from reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    var decoding = GroupDecoding(settings: self, reader: reader, version: version)
    try Self.visit(&decoding)
    (self, reader) = (decoding.settings, decoding.reader)
  }
}

private struct FaultCheck: SettingsVisitor {
  let settings: Settings
  var fault: Refusal?

  mutating func visit<Group: SettingsGroup>(
    _ group: WritableKeyPath<Settings, Group>,
    _ changes: WritableKeyPath<SettingsChanges, Group.Changes>
  ) {
    fault = fault ?? settings[keyPath: group].fault(in: settings)
  }
}

private struct GroupEncoding: SettingsVisitor {
  let settings: Settings
  var writer: ByteWriter

  mutating func visit<Group: SettingsGroup>(
    _ group: WritableKeyPath<Settings, Group>,
    _ changes: WritableKeyPath<SettingsChanges, Group.Changes>
  ) {
    settings[keyPath: group].encode(into: &writer)
  }
}

private struct GroupDecoding: SettingsVisitor {
  typealias Failure = DecodingFault

  var settings: Settings
  var reader: ByteReader
  let version: UInt8

  mutating func visit<Group: SettingsGroup>(
    _ group: WritableKeyPath<Settings, Group>,
    _ changes: WritableKeyPath<SettingsChanges, Group.Changes>
  ) throws(DecodingFault) {
    guard version >= Group.sinceVersion else { return }
    settings[keyPath: group] = try Group(from: &reader, version: version)
  }
}
