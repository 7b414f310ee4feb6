import Ledger
import Monetization

/// The rows and names that entries bind by their digests.
struct BoundTables {
  private struct Row {
    let digest: BindingDigest
    let leftBy: EntryPosition
  }

  private struct Name {
    let owner: OwnerID
    let claimedBy: EntryPosition
  }

  /// The rows and names not found yet, by the newest entry that binds each.
  private var rows: [RowPlace: Row] = [:]
  private var names: [BindingDigest: Name] = [:]
  /// The newest entry that binds nothing.
  private var silentUntil = Stamp.zero
  private(set) var rowCount: Int64 = 0
  private(set) var nameCount: Int64 = 0
  private(set) var notBound: Int64 = 0

  /// Records the rows and names that an entry binds.
  mutating func record(_ entry: JournalEntry) {
    guard let bindings = entry.bindings else {
      silentUntil = max(silentUntil, entry.stamp)
      return
    }
    for row in bindings.rows {
      rows[RowPlace(owner: row.owner, slot: row.slot)] = Row(
        digest: row.digest, leftBy: entry.position)
    }
    for name in bindings.names {
      names[name.digest] = Name(owner: name.owner, claimedBy: entry.position)
    }
  }

  /// Compares a stored row with the digest of its newest entry.
  mutating func check(
    _ cell: StoredCell, of owner: OwnerID, by hashing: any ChainHashing
  ) -> VerificationFault? {
    guard cell.slot.tag?.isBound == true else { return nil }
    guard let row = rows.removeValue(forKey: RowPlace(owner: owner, slot: cell.slot)) else {
      return note(mayBeOld: cell.salt == nil, owner) ? nil : .strayRow(owner, cell.slot)
    }
    guard let salt = cell.salt, hashing.digest(ofRow: cell.bytes, salt: salt) == row.digest else {
      return .wrongRow(owner, cell.slot, leftBy: row.leftBy)
    }
    rowCount += 1
    return nil
  }

  /// Compares a stored name with the entry that claimed it.
  mutating func check(
    _ name: UniqueName, of owner: OwnerID, salt: ChainHash?, by hashing: any ChainHashing
  ) -> VerificationFault? {
    guard let salt else { return note(mayBeOld: true, owner) ? nil : .strayName(name, owner) }
    let digest = hashing.digest(of: name, salt: salt)
    guard names[digest]?.owner == owner else { return .strayName(name, owner) }
    names[digest] = nil
    nameCount += 1
    return nil
  }

  /// The first bound row that is missing; nil if all were seen.
  var unseenRow: VerificationFault? {
    let first = rows.min {
      ($0.key.owner, $0.key.slot.rawValue) < ($1.key.owner, $1.key.slot.rawValue)
    }
    return first.map { .wrongRow($0.key.owner, $0.key.slot, leftBy: $0.value.leftBy) }
  }

  /// The first claimed name that is missing; nil if all were seen.
  var unseenName: VerificationFault? {
    let first = names.values.min { $0.claimedBy.rawValue < $1.claimedBy.rawValue }
    return first.map { .missingName($0.owner, claimedBy: $0.claimedBy) }
  }

  /// Counts a row or name that no entry binds, if an entry of version 1 may have written it.
  ///
  /// An owner's identifier is the stamp of the entry that made it.
  private mutating func note(mayBeOld hasNoSalt: Bool, _ owner: OwnerID) -> Bool {
    guard hasNoSalt, silentUntil > .zero, owner.rawValue <= silentUntil.rawValue else {
      return false
    }
    notBound += 1
    return true
  }
}
