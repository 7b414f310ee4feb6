import CHTTP

/// Decodes a WebSocket's frames with wslay; the only file that uses that library.
///
/// Wslay's context takes four kilobytes, so a socket borrows a decoder only while a frame is
/// incomplete: `isBetweenFrames` says when it may be returned. `@safe`: `raw` lives exactly as long
/// as the decoder.
@safe
final class FrameDecoder {
  /// A frame, or the next part of its payload.
  struct Part {
    /// Whether this is the first part of its frame.
    let isStart: Bool
    /// Whether this is the last part of its frame.
    let isEnd: Bool
    let isFinal: Bool
    let isMasked: Bool
    let reservedBits: UInt8
    let opcode: UInt8
    let payloadLength: UInt64
  }

  private let raw: OpaquePointer
  private var payloadLeft: UInt64 = 0
  /// Bytes fed so far that are not part of a decoded frame.
  private var unexplained: UInt64 = 0

  /// Nil when there is no memory.
  init?() {
    // A context of our own, freed in `deinit`.
    guard let raw = unsafe ovation_frames_create() else { return nil }
    unsafe self.raw = raw
  }

  deinit {
    // The last reference is gone, so nobody feeds this context any more.
    unsafe ovation_frames_destroy(raw)
  }

  /// Whether no part of a next frame is buffered.
  var isBetweenFrames: Bool { payloadLeft == 0 && unexplained == 0 }

  /// Decodes bytes; `deliver` gets every part with its unmasked payload and returns whether to
  /// continue.
  ///
  /// - Returns: false when the frames are malformed.
  func decode(_ bytes: Span<UInt8>, deliver: (Part, Span<UInt8>) -> Bool) -> Bool {
    unexplained += UInt64(bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      // The bytes stay borrowed until the decoder has asked for more, which ends the loop.
      unsafe ovation_frames_feed(raw, bytes.baseAddress, bytes.count)
      while true {
        var part = unsafe ovation_frame_part()
        switch Int(unsafe ovation_frames_next(raw, &part)) {
        case OVATION_FRAME_MORE: return true
        case OVATION_FRAME_PART: break
        default: return false
        }
        let described = unsafe describe(part)
        // Wslay's own buffer, valid until the next call.
        let payload = unsafe UnsafeBufferPointer(start: part.bytes, count: part.count)
        guard deliver(described, unsafe Span(_unsafeElements: payload)) else { return true }
      }
    }
  }

  private func describe(_ part: ovation_frame_part) -> Part {
    // Only the pointer in the part is unsafe, and it is not followed here.
    let isStart = payloadLeft == 0
    if isStart {
      payloadLeft = unsafe part.payload_length
      unexplained -= Self.headerBytes(unsafe part.payload_length, isMasked: unsafe part.masked)
    }
    let count = unsafe UInt64(part.count)
    payloadLeft -= count
    unexplained -= count
    return unsafe Part(
      isStart: isStart, isEnd: payloadLeft == 0, isFinal: part.final, isMasked: part.masked,
      reservedBits: part.reserved, opcode: part.opcode, payloadLength: part.payload_length)
  }

  /// *Source:* RFC 6455 section 5.2; wslay refuses lengths that are not in their shortest form.
  private static func headerBytes(_ payloadLength: UInt64, isMasked: Bool) -> UInt64 {
    let length: UInt64 =
      switch payloadLength {
      case 0..<126: 2
      case 126..<65_536: 4
      default: 10
      }
    return length + (isMasked ? 4 : 0)
  }
}
