internal import Crypto

/// Strict percent-decoding: no stray `%`, no NUL, only UTF-8 comes out.
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
      guard index + 2 < end, let high = Hexadecimal.value(of: bytes[index + 1]),
        let low = Hexadecimal.value(of: bytes[index + 2])
      else { return nil }
      let byte = high << 4 | low
      guard byte != 0, byte != forbidden else { return nil }
      decoded.append(byte)
      index += 3
    }
    return String(validating: decoded, as: UTF8.self)
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
