package import Ledger
package import Monetization

/// Where a row stands.
package struct RowPlace: Hashable, Sendable {
  package let owner: OwnerID
  package let slot: RowSlot

  package init(owner: OwnerID, slot: RowSlot) {
    self.owner = owner
    self.slot = slot
  }
}

/// The salts of the rows and names that a batch's entries bind, to be stored beside them.
///
/// A row that several entries of the batch left behind has the salt of the last of them.
package struct RowSeals: Equatable, Sendable {
  private var rows: [RowPlace: ChainHash] = [:]
  private var names: [UniqueName: ChainHash] = [:]

  package init() {}

  /// The salt of a row; nil where nothing binds it.
  package func salt(of owner: OwnerID, _ slot: RowSlot) -> ChainHash? {
    guard !rows.isEmpty, slot.tag?.isBound == true else { return nil }
    return rows[RowPlace(owner: owner, slot: slot)]
  }

  /// The salt of a name; nil where nothing binds it.
  package func salt(of name: UniqueName) -> ChainHash? { names[name] }

  /// Keeps the salt of a row.
  package mutating func keep(_ salt: ChainHash, of owner: OwnerID, _ slot: RowSlot) {
    rows[RowPlace(owner: owner, slot: slot)] = salt
  }

  /// Keeps the salt of a name.
  package mutating func keep(_ salt: ChainHash, of name: UniqueName) { names[name] = salt }
}
