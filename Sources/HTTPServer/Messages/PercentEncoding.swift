/// Strict percent-decoding: no stray `%`, no NUL, and the result is UTF-8.
///
/// *Source:* RFC 3986 section 2.1.
enum PercentEncoding {
  /// Decodes the bytes before `end`; nil when they are malformed or hold `forbidden` encoded.
  static func decode(_ bytes: Span<UInt8>, upTo end: Int, refusing forbidden: UInt8?) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(end)
    var index = 0
    while index < end {
      guard bytes[index] == UInt8(ascii: "%") else {
        decoded.append(bytes[index])
        index += 1
        continue
      }
      guard index + 2 < end, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
      else { return nil }
      let byte = high << 4 | low
      guard byte != 0, byte != forbidden else { return nil }
      decoded.append(byte)
      index += 3
    }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension String {
  /// The bytes of a part of a span; the caller knows that they are ASCII.
  init(copying bytes: Span<UInt8>, from start: Int, upTo end: Int) {
    self = unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { part in
      // Borrowed for the call, which copies.
      unsafe String(decoding: part, as: UTF8.self)
    }
  }
}
