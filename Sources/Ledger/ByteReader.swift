/// Why stored bytes cannot be decoded.
package enum DecodingFault: Error, Equatable, Sendable {
  /// The bytes end in the middle of a value.
  case truncated
  /// An integer is too long, a flag is neither 0 nor 1, or text is not UTF-8.
  case malformed
  /// A number stands for no case that this version knows.
  case unknownCase(String, UInt64)
}

/// Reads values in the order in which a ``ByteWriter`` wrote them.
package struct ByteReader: Sendable {
  private let bytes: [UInt8]
  private var offset: Int

  package init(_ bytes: [UInt8], from offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  /// Whether everything was read.
  package var isAtEnd: Bool { offset == bytes.count }

  /// How many bytes were read, counted from the array's start.
  package var position: Int { offset }

  /// Reads one byte.
  ///
  /// - Throws: ``DecodingFault/truncated``.
  package mutating func byte() throws(DecodingFault) -> UInt8 {
    guard offset < bytes.count else { throw .truncated }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// Reads eight bytes as a number, the least significant first.
  ///
  /// - Throws: ``DecodingFault/truncated``.
  package mutating func word() throws(DecodingFault) -> UInt64 {
    guard bytes.count - offset >= 8 else { throw .truncated }
    var word: UInt64 = 0
    for place in 0..<8 { word |= UInt64(bytes[offset + place]) << UInt64(8 * place) }
    offset += 8
    return word
  }

  /// Reads a flag.
  ///
  /// - Throws: ``DecodingFault``.
  package mutating func bool() throws(DecodingFault) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw .malformed
    }
  }

  /// Reads an integer that was written without a sign.
  ///
  /// - Throws: ``DecodingFault``.
  package mutating func unsigned() throws(DecodingFault) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    var place = offset
    // The position is stored only at the end, for speed: every gift is decoded byte by byte.
    while place < bytes.count {
      let next = bytes[place]
      place += 1
      guard shift < 63 || next <= 1 else { throw .malformed }
      value |= UInt64(next & 0x7F) << shift
      guard next < 0x80 else {
        shift += 7
        continue
      }
      // A trailing zero group would be a second encoding of the same value.
      guard next != 0 || shift == 0 else { throw .malformed }
      offset = place
      return value
    }
    throw .truncated
  }

  /// Reads an integer that was written with its sign.
  ///
  /// - Throws: ``DecodingFault``.
  package mutating func integer() throws(DecodingFault) -> Int64 {
    let folded = try unsigned()
    return Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
  }

  /// Reads an integer of a narrower type.
  ///
  /// - Throws: ``DecodingFault/malformed`` when it does not fit.
  package mutating func integer<Narrow: FixedWidthInteger>(
    as type: Narrow.Type
  ) throws(DecodingFault) -> Narrow {
    guard let value = Narrow(exactly: try integer()) else { throw .malformed }
    return value
  }

  /// Reads a text.
  ///
  /// - Throws: ``DecodingFault``.
  package mutating func text() throws(DecodingFault) -> String {
    guard let count = Int(exactly: try unsigned()), count <= bytes.count - offset else {
      throw .truncated
    }
    let slice = bytes[offset..<offset + count]
    guard let text = String(validating: slice, as: UTF8.self) else { throw .malformed }
    offset += count
    return text
  }

  /// Reads a text that may be absent.
  ///
  /// - Throws: ``DecodingFault``.
  package mutating func optionalText() throws(DecodingFault) -> String? {
    try bool() ? try text() : nil
  }

  /// Reads an integer that may be absent.
  ///
  /// - Throws: ``DecodingFault``.
  package mutating func optionalInteger() throws(DecodingFault) -> Int64? {
    try bool() ? try integer() : nil
  }

  /// Reads bytes that were written without their length.
  package mutating func raw(_ count: Int) throws(DecodingFault) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - offset else { throw .truncated }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }
}
