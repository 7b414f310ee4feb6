/// A server's frame in its wire form, encoded once for any number of receivers.
///
/// Server frames carry no mask, so one buffer serves all; copying the value copies no bytes.
/// *Source:* RFC 6455 section 5.2.
package struct EncodedFrame: Sendable {
  /// Header and payload.
  let bytes: [UInt8]

  /// A text message in one frame; the bytes must be UTF-8.
  package init(text: [UInt8]) {
    self.init(opcode: .text, payload: text)
  }

  /// A text message in one frame.
  package init(text: String) {
    self.init(opcode: .text, payload: Array(text.utf8))
  }

  init(opcode: FrameOpcode, payload: [UInt8]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(payload.count + 10)
    bytes.append(0x80 | opcode.rawValue)
    switch payload.count {
    case 0..<126: bytes.append(UInt8(payload.count))
    case 126..<65_536:
      bytes.append(126)
      bytes.append(bigEndian: UInt64(payload.count), count: 2)
    default:
      bytes.append(127)
      bytes.append(bigEndian: UInt64(payload.count), count: 8)
    }
    bytes.append(contentsOf: payload)
    self.bytes = bytes
  }

  /// A close frame; the reason is cut to what a control frame holds.
  init(closeCode: UInt16, reason: String) {
    var payload: [UInt8] = []
    payload.append(bigEndian: UInt64(closeCode), count: 2)
    var text = reason[...]
    while text.utf8.count > 123 { text.removeLast() }
    payload.append(contentsOf: text.utf8)
    self.init(opcode: .close, payload: payload)
  }

  /// The length on the wire in bytes.
  package var count: Int { bytes.count }
}

/// The supported kinds of frames.
///
/// *Source:* RFC 6455 section 5.2.
enum FrameOpcode: UInt8, Sendable {
  case continuation = 0x0
  case text = 0x1
  case binary = 0x2
  case close = 0x8
  case ping = 0x9
  case pong = 0xA

  var isControl: Bool { rawValue & 0x8 != 0 }
}

extension [UInt8] {
  fileprivate mutating func append(bigEndian value: UInt64, count: Int) {
    for index in (0..<count).reversed() {
      append(UInt8(truncatingIfNeeded: value >> UInt64(index * 8)))
    }
  }
}
