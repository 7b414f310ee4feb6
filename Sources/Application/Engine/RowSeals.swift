package import Ledger
package import Monetization

/// The place of a row: its owner and slot.
package struct RowPlace: Hashable, Sendable {
  package let owner: OwnerID
  package let slot: RowSlot

  package init(owner: OwnerID, slot: RowSlot) {
    self.owner = owner
    self.slot = slot
  }
}

/// The salts of the rows and names that a batch's entries bind, stored with the rows and names.
///
/// If several entries of the batch write a row, the salt of the last one counts.
package struct RowSeals: Equatable, Sendable {
  private var rows: [RowPlace: ChainHash] = [:]
  private var names: [UniqueName: ChainHash] = [:]

  package init() {}

  /// The salt of a row; nil if no entry binds it.
  package func salt(of owner: OwnerID, _ slot: RowSlot) -> ChainHash? {
    guard !rows.isEmpty, slot.tag?.isBound == true else { return nil }
    return rows[RowPlace(owner: owner, slot: slot)]
  }

  /// The salt of a name; nil if no entry binds it.
  package func salt(of name: UniqueName) -> ChainHash? { names[name] }

  /// Stores the salt of a row.
  package mutating func store(_ salt: ChainHash, of owner: OwnerID, _ slot: RowSlot) {
    rows[RowPlace(owner: owner, slot: slot)] = salt
  }

  /// Stores the salt of a name.
  package mutating func store(_ salt: ChainHash, of name: UniqueName) { names[name] = salt }
}
