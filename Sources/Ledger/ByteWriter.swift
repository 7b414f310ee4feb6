/// Appends values in the fixed binary form that is stored and hashed.
///
/// Integers are little-endian base-128 (LEB128), signed ones zigzag-folded first; text is its
/// UTF-8 length and bytes. The same value always writes the same bytes.
package struct ByteWriter: Sendable {
  package private(set) var bytes: [UInt8]

  /// An empty writer with room for a number of bytes.
  package init(reserving capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Removes the bytes but keeps the capacity.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// A copy of the bytes in an array of exactly their size.
  package func copy() -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    copy.append(contentsOf: bytes)
    return copy
  }

  /// Writes one byte.
  package mutating func write(_ value: UInt8) { bytes.append(value) }

  /// Writes a flag as one byte.
  package mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// Writes a number as eight bytes, the least significant first.
  package mutating func write(word: UInt64) { bytes.append(word: word) }

  /// Writes an integer without a sign, seven bits a byte.
  package mutating func write(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Writes an integer with its sign folded into the lowest bit.
  package mutating func write(_ value: Int64) {
    write(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  /// Writes a text: its length in UTF-8, then the bytes.
  package mutating func write(_ text: String) {
    let utf8 = text.utf8
    write(UInt64(utf8.count))
    bytes.append(contentsOf: utf8)
  }

  /// Writes a text that may be absent: a flag, then the text.
  package mutating func write(_ text: String?) {
    write(text != nil)
    if let text { write(text) }
  }

  /// Writes an integer that may be absent: a flag, then the integer.
  package mutating func write(_ value: Int64?) {
    write(value != nil)
    if let value { write(value) }
  }

  /// Appends bytes as they are, without their length.
  package mutating func writeRaw(_ raw: some Collection<UInt8>) {
    bytes.append(contentsOf: raw)
  }
}

extension [UInt8] {
  /// Appends a number as eight bytes, the least significant first.
  mutating func append(word: UInt64) {
    append(addingCapacity: 8) { bytes in
      for place in 0..<8 as Range<UInt64> {
        bytes.append(UInt8(truncatingIfNeeded: word >> (8 * place)))
      }
    }
  }
}
