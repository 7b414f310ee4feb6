/// An entity with identifiers; defines their wire prefix.
package protocol Identified {
  /// The letters before the underscore on the wire, such as `"gft"`.
  static var prefix: String { get }
}

/// A typed identifier of an entity.
///
/// A time-ordered 64-bit integer: 42 bits of milliseconds since 2024-01-01, 10 bits of writer,
/// 11 bits of counter. On the wire `prefix_` and 13 letters of Crockford's base 32, which sort
/// as the integer does.
package struct Identifier<Entity: Identified>: Hashable, Sendable, Comparable {
  package let rawValue: Int64

  package init(_ rawValue: Int64) { self.rawValue = rawValue }

  /// Reads a wire text; nil for another prefix or form.
  package init?(text: String) {
    let bytes = Array(text.utf8)
    let prefix = Array(Entity.prefix.utf8)
    guard bytes.count == prefix.count + 1 + IdentifierText.digits,
      bytes.starts(with: prefix), bytes[prefix.count] == UInt8(ascii: "_"),
      let value = IdentifierText.decode(bytes[(prefix.count + 1)...])
    else { return nil }
    rawValue = value
  }

  /// The wire text.
  package var text: String { Entity.prefix + "_" + IdentifierText.encode(rawValue) }

  /// The time when the identifier was created.
  package var time: Timestamp { Stamp(rawValue: rawValue).time }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The 13 base-32 digits of an identifier.
///
/// *Source:* Crockford, Base 32: digits and lower-case letters without i, l, o, u.
enum IdentifierText {
  static let digits = 13
  static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  static func encode(_ value: Int64) -> String {
    var rest = UInt64(bitPattern: value)
    var bytes = [UInt8](repeating: 0, count: digits)
    for index in stride(from: digits - 1, through: 0, by: -1) {
      bytes[index] = alphabet[Int(rest & 31)]
      rest >>= 5
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func decode(_ bytes: ArraySlice<UInt8>) -> Int64? {
    var value: UInt64 = 0
    for byte in bytes {
      guard let digit = alphabet.firstIndex(of: byte), value >> 59 == 0 else { return nil }
      value = value << 5 | UInt64(digit)
    }
    return Int64(exactly: value)
  }
}
