/// Byte-level rules of a head, checked before any parser reads it.
///
/// *Source:* RFC 9112 sections 2.2, 3, 5.1, 5.2; RFC 9110 section 5.5.
enum HeadRules {
  /// How far the head reaches in the input.
  enum Extent: Equatable {
    /// The head ends before this offset, its empty line included.
    case complete(Int)
    /// More bytes are needed; everything before this offset was searched.
    case incomplete(scanned: Int)
  }

  /// Looks for the empty line that ends a head.
  ///
  /// - Throws: `malformedRequest` at the first bare line feed.
  static func extent(
    of bytes: Span<UInt8>, from scanned: Int
  ) throws(LayerProblem) -> Extent {
    var index = scanned
    while index < bytes.count {
      if bytes[index] == 0x0A {
        guard index > 0, bytes[index - 1] == 0x0D else { throw .malformedRequest }
        if index >= 3, bytes[index - 2] == 0x0A, bytes[index - 3] == 0x0D {
          return .complete(index + 1)
        }
      }
      index += 1
    }
    return .incomplete(scanned: bytes.count)
  }

  /// What the field `Origin` of a head says that cannot be read as a whole; nil without one.
  ///
  /// It only decides whether a page of that origin may see the refusal.
  static func origin(in bytes: Span<UInt8>) -> String? {
    let name = Array("\r\norigin:".utf8)
    var index = 0
    while index + name.count < bytes.count {
      var matched = 0
      while matched < name.count {
        let byte = bytes[index + matched]
        guard (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == name[matched] else { break }
        matched += 1
      }
      if matched == name.count {
        let start = index + matched
        var end = start
        while end < bytes.count, bytes[end] >= 0x20, bytes[end] < 0x7F { end += 1 }
        return String(String(copying: bytes, from: start, upTo: end).trimmingBlanks())
      }
      index += 1
    }
    return nil
  }

  /// Checks a whole head.
  ///
  /// - Throws: `malformedRequest`.
  static func check(_ bytes: Span<UInt8>) throws(LayerProblem) {
    var index = try checkRequestLine(bytes)
    while index < bytes.count, bytes[index] != 0x0D {
      index = try checkField(bytes, from: index)
    }
    guard index + 2 == bytes.count, bytes[index + 1] == 0x0A else { throw .malformedRequest }
  }

  /// The request line: a token, one space, visible ASCII, one space, the version, CRLF.
  private static func checkRequestLine(_ bytes: Span<UInt8>) throws(LayerProblem) -> Int {
    var spaces = 0
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0D {
        guard spaces == 2, index + 1 < bytes.count, bytes[index + 1] == 0x0A else {
          throw .malformedRequest
        }
        return index + 2
      }
      if byte == 0x20 { spaces += 1 }
      guard byte >= 0x20, byte < 0x7F, spaces > 0 || isToken(byte) else {
        throw .malformedRequest
      }
    }
    throw .malformedRequest
  }

  /// One field line: a token directly before the colon, then no control character but tab.
  private static func checkField(
    _ bytes: Span<UInt8>, from start: Int
  ) throws(LayerProblem) -> Int {
    var index = start
    while index < bytes.count, isToken(bytes[index]) { index += 1 }
    // Refuses an empty name, and a blank at the start (a folded line) or before the colon.
    guard index > start, index < bytes.count, bytes[index] == UInt8(ascii: ":") else {
      throw .malformedRequest
    }
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x20, byte != 0x09 { break }
      guard byte != 0x7F else { throw .malformedRequest }
      index += 1
    }
    guard index + 1 < bytes.count, bytes[index] == 0x0D, bytes[index + 1] == 0x0A else {
      throw .malformedRequest
    }
    return index + 2
  }

  /// The characters of a token as two bit sets: bytes 0…63 and 64…127.
  ///
  /// *Source:* RFC 9110 section 5.6.2: ! # $ % & ' * + - . ^ _ ` | ~ digits letters.
  private static let tokenBits: (low: UInt64, high: UInt64) = (
    0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE
  )

  static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<64: tokenBits.low >> UInt64(byte) & 1 == 1
    case 64..<128: tokenBits.high >> UInt64(byte - 64) & 1 == 1
    default: false
    }
  }
}
