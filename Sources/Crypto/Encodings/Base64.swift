/// Strict Base64: exactly one text for each byte sequence.
///
/// Decoding refuses every text that encoding would not write: white space, characters of the other
/// alphabet, missing or superfluous padding, and unused bits that are not zero.
/// *Source:* RFC 4648 sections 3.5, 4 and 5.
package enum Base64 {
  /// Encodes with the standard alphabet, padded with `=`.
  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    let text = standard.encode(bytes)
    let padding = String(repeating: "=", count: (4 - text.count % 4) % 4)
    return String(decoding: text, as: UTF8.self) + padding
  }

  /// Decodes padded text in the standard alphabet; nil if it is malformed.
  package static func decode(_ text: String) -> [UInt8]? {
    let utf8 = Array(text.utf8)
    guard utf8.count.isMultiple(of: 4) else { return nil }
    let padding = utf8.suffix(2).filter { $0 == UInt8(ascii: "=") }.count
    return standard.decode(utf8.dropLast(padding))
  }

  /// Encodes with the alphabet for URLs, without padding.
  package static func encodeURL(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: url.encode(bytes), as: UTF8.self)
  }

  /// Decodes unpadded text in the alphabet for URLs; nil if it is malformed.
  package static func decodeURL(_ text: String) -> [UInt8]? {
    url.decode(Array(text.utf8)[...])
  }

  /// Decodes unpadded text in the alphabet for URLs; nil if it is malformed.
  package static func decodeURL(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    url.decode(text)
  }

  private static let standard = Alphabet(lastTwo: "+/")
  private static let url = Alphabet(lastTwo: "-_")
}

/// One of the two alphabets, with its inverse.
private struct Alphabet: Sendable {
  private static let noDigit: UInt8 = 0xFF
  private let digits: [UInt8]
  private let values: [UInt8]

  init(lastTwo: String) {
    digits = Array(
      ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + lastTwo).utf8)
    var inverse = [UInt8](repeating: Self.noDigit, count: 256)
    for (value, digit) in digits.enumerated() { inverse[Int(digit)] = UInt8(value) }
    values = inverse
  }

  func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var waiting: UInt32 = 0
    var waitingBits = 0
    for byte in bytes {
      waiting = waiting << 8 | UInt32(byte)
      waitingBits += 8
      while waitingBits >= 6 {
        waitingBits -= 6
        text.append(digits[Int(waiting >> waitingBits) & 0x3F])
      }
    }
    if waitingBits > 0 {
      text.append(digits[Int(waiting << (6 - waitingBits)) & 0x3F])
    }
    return text
  }

  func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 2)
    let tailStart = text.endIndex - text.count % 4
    for start in stride(from: text.startIndex, to: tailStart, by: 4) {
      let first = values[Int(text[start])]
      let second = values[Int(text[start + 1])]
      let third = values[Int(text[start + 2])]
      let fourth = values[Int(text[start + 3])]
      // A digit has six bits; the mark for an invalid character has more.
      guard first | second | third | fourth < 64 else { return nil }
      bytes.append(first << 2 | second >> 4)
      bytes.append(second << 4 | third >> 2)
      bytes.append(third << 6 | fourth)
    }
    guard tailStart < text.endIndex else { return bytes }
    return decodeTail(text[tailStart...], after: bytes)
  }

  /// Decodes two or three digits, of which the last one has unused bits.
  private func decodeTail(_ text: ArraySlice<UInt8>, after whole: [UInt8]) -> [UInt8]? {
    var bytes = whole
    let digits = text.map { values[Int($0)] }
    guard digits.allSatisfy({ $0 < 64 }) else { return nil }
    bytes.append(digits[0] << 2 | digits[1] >> 4)
    guard digits.count == 3 else { return digits[1] & 0xF == 0 ? bytes : nil }
    bytes.append(digits[1] << 4 | digits[2] >> 2)
    return digits[2] & 0x3 == 0 ? bytes : nil
  }
}
