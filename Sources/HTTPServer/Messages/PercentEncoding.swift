internal import Crypto

/// Strict percent-decoding: no stray `%`, no NUL, only UTF-8 comes out.
///
/// *Source:* RFC 3986 section 2.1.
enum PercentEncoding {
  /// Decodes the bytes from `start` to `end`.
  ///
  /// - Parameters:
  ///   - bytes: Holds them.
  ///   - start: The first.
  ///   - end: The one after the last.
  ///   - kept: A byte that stays as it is written where it is encoded.
  /// - Returns: nil when they are malformed.
  static func decode(
    _ bytes: Span<UInt8>, from start: Int = 0, upTo end: Int, keeping kept: UInt8? = nil
  ) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(end - start)
    var index = start
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
      guard byte != 0 else { return nil }
      if byte == kept {
        for place in index...index + 2 { decoded.append(bytes[place]) }
      } else {
        decoded.append(byte)
      }
      index += 3
    }
    return String(validating: decoded, as: UTF8.self)
  }
}

extension String {
  /// The text without percent-encoding; nil when it is malformed, or no UTF-8.
  package var percentDecoded: String? {
    guard utf8.contains(UInt8(ascii: "%")) else { return self }
    let bytes = Array(utf8)
    return PercentEncoding.decode(bytes.span, upTo: bytes.count)
  }

  /// The bytes of a part of a span; the caller knows that they are ASCII.
  init(copying bytes: Span<UInt8>, from start: Int, upTo end: Int) {
    self = unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { part in
      // Borrowed for the call, which copies.
      unsafe String(decoding: part, as: UTF8.self)
    }
  }
}
