/// A key of a batch's tables.
///
/// Every command looks several rows up, so the hash is a multiplication and not SipHash. Clients
/// choose the identifiers that they name, so ``PlaceSeed`` keeps them from choosing the slots.
package protocol PlaceKey: Equatable, Sendable {
  /// All of the key in 64 bits, or a good hash of it.
  var bits: UInt64 { get }
}

/// A secret of the process that is mixed into slots: a caller who cannot compute a slot cannot
/// choose many keys with the same one.
///
/// It decides where a look-up begins, never what is found or in which order.
struct PlaceSeed: Sendable {
  private let veil: UInt64
  private let factor: UInt64

  /// Drawn by the standard library's seeded hash, which is another in every process.
  static let ofProcess = PlaceSeed(
    veil: UInt64(bitPattern: Int64("veil".hashValue)),
    factor: UInt64(bitPattern: Int64("factor".hashValue)))

  /// A seed of two secrets; tests bring their own.
  init(veil: UInt64, factor: UInt64) {
    self.veil = veil
    self.factor = factor | 1
  }

  /// Twice both halves of a product with the secret, folded: all bits reach the low ones.
  ///
  /// After once, one secret in a hundred lets keys in steps of one length meet a hundred at a time.
  func hash(_ bits: UInt64) -> UInt64 { fold(fold(bits ^ veil) ^ factor) }

  private func fold(_ bits: UInt64) -> UInt64 {
    let product = bits.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}

/// Words of a longer key as ``PlaceKey/bits``, mixed with the secret of the process.
package enum PlaceBits {
  /// The bits of three words.
  package static func of(_ first: UInt64, _ second: UInt64, _ third: UInt64) -> UInt64 {
    let seed = PlaceSeed.ofProcess
    return seed.hash(seed.hash(first) ^ second) &+ seed.hash(third &+ 1)
  }
}

/// Finds the place of a key in an array: open addressing with linear probing.
package struct PlaceIndex<Key: PlaceKey>: Sendable {
  /// Keys in the order of their first insertion.
  package private(set) var keys: [Key] = []
  /// Places in ``keys``, -1 for none; a power of two long, at most half full.
  private var slots: [Int32]
  private let seed: PlaceSeed

  /// An index with room for a number of keys.
  package init(capacity: Int = 8) { self.init(capacity: capacity, seed: .ofProcess) }

  init(capacity: Int, seed: PlaceSeed) {
    self.seed = seed
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

  /// How many slots a look-up of a key reads.
  package func probes(for key: Key) -> Int {
    let last = slot(of: key)
    return ((last - firstSlot(of: key)) & (slots.count - 1)) + 1
  }

  /// The slot that holds a key's place, or the empty one that would.
  private func slot(of key: Key) -> Int {
    let mask = slots.count - 1
    var slot = firstSlot(of: key)
    while slots[slot] >= 0, keys[Int(slots[slot])] != key { slot = (slot + 1) & mask }
    return slot
  }

  private func firstSlot(of key: Key) -> Int {
    Int(truncatingIfNeeded: seed.hash(key.bits)) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (place, key) in keys.enumerated() { slots[slot(of: key)] = Int32(place) }
  }
}
