/// A key of a batch's tables, hashed without a seed.
///
/// Every command looks several rows up, so the hash is a multiplication and not SipHash; that is
/// safe because the keys are identifiers that we mint, not texts that an attacker chooses.
package protocol PlaceKey: Equatable, Sendable {
  /// All of the key in 64 bits, or a good hash of it.
  var bits: UInt64 { get }
}

/// Finds the place of a key in an array: open addressing with linear probing.
package struct PlaceIndex<Key: PlaceKey>: Sendable {
  /// Keys in the order of their first insertion.
  package private(set) var keys: [Key] = []
  /// Places in ``keys``, -1 for none; a power of two long, at most half full.
  private var slots: [Int32]

  /// An index with room for a number of keys.
  package init(capacity: Int = 8) {
    let room = max(8, capacity)
    slots = [Int32](repeating: -1, count: 2 << (Int.bitWidth - room.leadingZeroBitCount))
    keys.reserveCapacity(room)
  }

  /// The place of a key; nil when it was never inserted.
  package func place(of key: Key) -> Int? {
    let found = slots[slot(of: key)]
    return found < 0 ? nil : Int(found)
  }

  /// The place of a key, made at the end of ``keys`` if it is new.
  ///
  /// - Returns: The place, and whether it is new.
  package mutating func insert(_ key: Key) -> (place: Int, isNew: Bool) {
    var slot = slot(of: key)
    if slots[slot] >= 0 { return (Int(slots[slot]), false) }
    if keys.count * 2 >= slots.count {
      grow()
      slot = self.slot(of: key)
    }
    slots[slot] = Int32(keys.count)
    keys.append(key)
    return (keys.count - 1, true)
  }

  /// The slot that holds a key's place, or the empty one that would.
  private func slot(of key: Key) -> Int {
    let mask = slots.count - 1
    // The golden ratio of 2⁶⁴ spreads neighbours; the high bits are the well mixed ones.
    var slot = Int(truncatingIfNeeded: (key.bits &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while slots[slot] >= 0, keys[Int(slots[slot])] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (place, key) in keys.enumerated() { slots[slot(of: key)] = Int32(place) }
  }
}
