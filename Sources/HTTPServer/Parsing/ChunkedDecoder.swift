internal import Crypto

/// Reads a body in chunks, strictly: http-parser forgives too much here.
///
/// Refuses bare line feeds, sizes of more than eight digits and trailers that are no header fields.
/// Extensions and trailer fields are read and dropped, up to a limit for the whole body.
/// *Source:* RFC 9112 section 7.1.
struct ChunkedDecoder {
  private enum State: Equatable {
    case size(digits: Int)
    /// Blanks before the semicolon of an extension.
    case sizeBlank
    case chunkExtension
    case sizeLineFeed
    case data
    case dataReturn
    case dataLineFeed
    case trailerStart
    case trailerLine
    case trailerLineFeed
    case lastLineFeed
    case finished
  }

  private static let trailerBytesMax = 1024
  private static let extensionBytesMax = 1024

  private var state = State.size(digits: 0)
  private var remaining = 0
  private var trailerBytes = 0
  private var extensionBytes = 0

  var isFinished: Bool { state == .finished }

  /// Decodes bytes up to the end of the body and appends their content.
  ///
  /// - Returns: how many bytes belonged to this body.
  /// - Throws: `malformedRequest`, or `payloadTooLarge` for more than `limit` bytes.
  mutating func decode(
    _ bytes: Span<UInt8>, into body: inout [UInt8], limit: Int
  ) throws(LayerProblem) -> Int {
    var index = 0
    while index < bytes.count, state != .finished {
      if state == .data {
        let count = min(remaining, bytes.count - index)
        body.append(contentsOf: bytes, from: index, upTo: index + count)
        index += count
        remaining -= count
        if remaining == 0 { state = .dataReturn }
        continue
      }
      try step(bytes[index])
      guard state != .data || body.count + remaining <= limit else { throw .payloadTooLarge }
      index += 1
    }
    return index
  }

  private mutating func step(_ byte: UInt8) throws(LayerProblem) {
    switch state {
    case .size(let digits): try stepSize(byte, digits: digits)
    case .sizeBlank, .chunkExtension: try stepExtension(byte)
    case .sizeLineFeed:
      state = try expect(0x0A, byte, then: remaining == 0 ? .trailerStart : .data)
    case .dataReturn: state = try expect(0x0D, byte, then: .dataLineFeed)
    case .dataLineFeed: state = try expect(0x0A, byte, then: .size(digits: 0))
    case .trailerStart, .trailerLine, .trailerLineFeed: try stepTrailer(byte)
    case .lastLineFeed: state = try expect(0x0A, byte, then: .finished)
    case .data, .finished: break
    }
  }

  private mutating func stepSize(_ byte: UInt8, digits: Int) throws(LayerProblem) {
    if byte == 0x0D, digits > 0 {
      state = .sizeLineFeed
      return
    }
    if digits > 0, byte == UInt8(ascii: ";") || byte == 0x20 || byte == 0x09 {
      return try stepExtension(byte)
    }
    guard digits < 8, let digit = Hexadecimal.value(of: byte) else {
      throw .malformedRequest
    }
    remaining = remaining << 4 | Int(digit)
    state = .size(digits: digits + 1)
  }

  /// An extension begins with a semicolon, may have blanks before it, and ends with the line.
  private mutating func stepExtension(_ byte: UInt8) throws(LayerProblem) {
    extensionBytes += 1
    guard extensionBytes <= Self.extensionBytesMax else { throw .malformedRequest }
    switch (state, byte) {
    case (.chunkExtension, 0x0D): state = .sizeLineFeed
    case (.chunkExtension, _):
      guard (byte >= 0x20 || byte == 0x09) && byte != 0x7F else { throw .malformedRequest }
    case (_, UInt8(ascii: ";")): state = .chunkExtension
    case (_, 0x20), (_, 0x09): state = .sizeBlank
    default: throw .malformedRequest
    }
  }

  private mutating func stepTrailer(_ byte: UInt8) throws(LayerProblem) {
    trailerBytes += 1
    guard trailerBytes <= Self.trailerBytesMax else { throw .headerFieldsTooLarge }
    switch (state, byte) {
    case (.trailerStart, 0x0D): state = .lastLineFeed
    case (.trailerStart, _):
      guard HeadRules.isToken(byte) else { throw .malformedRequest }
      state = .trailerLine
    case (.trailerLine, 0x0D): state = .trailerLineFeed
    case (.trailerLine, _):
      guard byte >= 0x20 || byte == 0x09 else { throw .malformedRequest }
    default: state = try expect(0x0A, byte, then: .trailerStart)
    }
  }

  private func expect(
    _ wanted: UInt8, _ byte: UInt8, then next: State
  ) throws(LayerProblem) -> State {
    guard byte == wanted else { throw .malformedRequest }
    return next
  }
}

extension [UInt8] {
  /// Appends a part of a span.
  mutating func append(contentsOf bytes: Span<UInt8>, from start: Int, upTo end: Int) {
    unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { part in
      // Borrowed for the call, which copies.
      unsafe append(contentsOf: part)
    }
  }
}
