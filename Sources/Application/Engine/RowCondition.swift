import Crypto
package import Ledger
package import Monetization

/// Requires that a row still has a version that the caller knows; otherwise the command is not
/// decided.
///
/// The lane compares the version right before the command is decided, so no change can come in
/// between. The rules handle a missing row.
package struct RowCondition: Equatable, Sendable {
  package let owner: OwnerID
  package let tag: RowTag
  /// Texts of ``version(of:)``; those of other forms match no row.
  package let versions: [String]

  /// A condition on the row of a tag that an owner has at most one of.
  package init(_ tag: RowTag, of owner: OwnerID, isOneOf versions: [String]) {
    self.tag = tag
    self.owner = owner
    self.versions = versions
  }

  /// The version of a row: 128 bits of SHA-256 over its stored form, as 32 hexadecimal digits.
  package static func version(of row: some StoredRow) -> String {
    var writer = ByteWriter(reserving: 256)
    row.encode(into: &writer)
    return Hexadecimal.encode(SHA256.hash(writer.bytes).bytes.prefix(16))
  }

  /// Whether the condition allows a command to be decided in a state.
  func allows(_ state: State) -> Bool {
    guard let row = state.row(tag, of: owner) else { return true }
    return versions.contains(Self.version(of: row))
  }
}
