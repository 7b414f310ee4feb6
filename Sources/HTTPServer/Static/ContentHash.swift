/// A 128-bit hash that tells contents apart; it protects against accidents, not against forgery.
///
/// Two FNV-1a hashes of 64 bits from different starts. *Source:* the FNV reference, 64-bit prime.
enum ContentHash {
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  /// The hash in 32 hexadecimal digits.
  static func text(of content: [UInt8]) -> String {
    let first = hash(content, from: 0xCBF2_9CE4_8422_2325)
    let second = hash(content, from: 0x9E37_79B9_7F4A_7C15 ^ UInt64(content.count))
    return hexadecimal(first) + hexadecimal(second)
  }

  private static func hash(_ content: [UInt8], from start: UInt64) -> UInt64 {
    content.reduce(start) { ($0 ^ UInt64($1)) &* prime }
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
