/// The 16 bytes of a UUID.
///
/// *Source:* RFC 9562; version 7 in section 5.7.
package struct UUIDBytes: Hashable, Sendable {
  /// The first eight bytes, the first one being the most significant.
  package let high: UInt64
  /// The last eight bytes.
  package let low: UInt64

  /// Creates a UUID from two numbers.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads the text form of 36 characters in either case; nil if it is malformed.
  package init?(_ text: String) {
    let utf8 = text.utf8
    guard utf8.count == 36 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for (index, byte) in utf8.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let digit = Hexadecimal.value(of: byte) else { return nil }
      high = high << 4 | low >> 60
      low = low << 4 | UInt64(digit)
    }
    self.init(high: high, low: low)
  }

  /// Creates a version 7 UUID from a time and random bits.
  ///
  /// - Parameters:
  ///   - unixMilliseconds: 0…2⁴⁸ − 1, which lasts until the year 10889; a bug otherwise.
  ///   - random: 74 bits of it are used.
  package init(unixMilliseconds: Int64, random: (UInt16, UInt64)) {
    precondition((0..<(1 << 48)).contains(unixMilliseconds), "The time is outside version 7.")
    high = UInt64(unixMilliseconds) << 16 | 0x7000 | UInt64(random.0 & 0x0FFF)
    low = 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF
  }

  /// Creates a version 7 UUID with secure random bits.
  package static func make(unixMilliseconds: Int64) -> UUIDBytes {
    let bits = SecureRandom.bytes(10).reduce(into: (high: UInt64(0), low: UInt64(0))) { sum, byte in
      sum.high = sum.high << 8 | sum.low >> 56
      sum.low = sum.low << 8 | UInt64(byte)
    }
    return UUIDBytes(
      unixMilliseconds: unixMilliseconds, random: (UInt16(truncatingIfNeeded: bits.high), bits.low))
  }

  /// The version field, 0…15.
  package var version: Int {
    Int(high >> 12 & 0xF)
  }

  /// Whether the variant is that of RFC 9562, without which the version has no meaning.
  package var hasStandardVariant: Bool {
    low >> 62 == 0b10
  }

  /// The time of a version 7 UUID; nil for other versions.
  package var unixMilliseconds: Int64? {
    guard version == 7, hasStandardVariant else { return nil }
    return Int64(high >> 16)
  }

  /// The 16 bytes.
  package var bytes: [UInt8] {
    [high, low].flatMap { half in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
    }
  }
}

extension UUIDBytes: CustomStringConvertible {
  /// The text form of 36 characters, in lower case.
  package var description: String {
    var text = Array(Hexadecimal.encode(bytes).utf8)
    for index in [8, 13, 18, 23] { text.insert(UInt8(ascii: "-"), at: index) }
    return String(decoding: text, as: UTF8.self)
  }
}

extension UUIDBytes: Comparable {
  /// Orders by the bytes, so version 7 sorts by time.
  package static func < (one: UUIDBytes, other: UUIDBytes) -> Bool {
    (one.high, one.low) < (other.high, other.low)
  }
}
