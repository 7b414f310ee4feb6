/// Joins the frames of one WebSocket into messages and checks them against the protocol.
///
/// *Source:* RFC 6455 sections 5.1, 5.4, 5.5, 7.4, 8.1.
struct WebSocketInput {
  /// A whole message or control frame.
  enum Event {
    case text(String)
    case ping([UInt8])
    case pong
    /// The peer's close code, 1005 if it sent none.
    case close(UInt16)
    /// A protocol error: the code and reason to close with.
    case fault(UInt16, String)
  }

  private var decoder: FrameDecoder?
  private var message: [UInt8] = []
  private var control: [UInt8] = []
  private var isInMessage = false

  /// Reads bytes and passes each complete event to `deliver`, until it returns false.
  mutating func read(
    _ bytes: Span<UInt8>, core: ServerCore, deliver: (Event) -> Bool
  ) {
    guard let decoder = decoder ?? core.idleDecoders.popLast() ?? FrameDecoder() else {
      _ = deliver(.fault(1011, "The server is out of memory."))
      return
    }
    self.decoder = decoder
    var isOpen = true
    let limit = core.limits.webSocket.messageBytesMax
    let isWellFormed = decoder.decode(bytes) { part, payload in
      guard let event = add(part, payload, limit: limit) else { return true }
      isOpen = deliver(event)
      return isOpen
    }
    if !isWellFormed { _ = deliver(.fault(1002, "The frame is malformed.")) }
    guard isWellFormed, isOpen, decoder.isBetweenFrames else { return }
    // Nothing is buffered, so another socket may use the decoder.
    self.decoder = nil
    if core.idleDecoders.count < 64 { core.idleDecoders.append(decoder) }
  }

  private mutating func add(
    _ part: FrameDecoder.Part, _ payload: Span<UInt8>, limit: Int
  ) -> Event? {
    guard let opcode = FrameOpcode(rawValue: part.opcode) else {
      return .fault(1002, "The kind of frame is unknown.")
    }
    if part.isStart, let fault = check(part, opcode, limit: limit) { return fault }
    if opcode.isControl {
      control.append(contentsOf: payload, from: 0, upTo: payload.count)
      guard part.isEnd else { return nil }
      defer { control = [] }
      return finishControl(opcode)
    }
    message.append(contentsOf: payload, from: 0, upTo: payload.count)
    guard part.isEnd, part.isFinal else { return nil }
    isInMessage = false
    defer { message = [] }
    guard let text = String(validating: message, as: UTF8.self) else {
      return .fault(1007, "The text is not UTF-8.")
    }
    return .text(text)
  }

  /// Checks a frame's header.
  private mutating func check(
    _ part: FrameDecoder.Part, _ opcode: FrameOpcode, limit: Int
  ) -> Event? {
    guard part.isMasked, part.reservedBits == 0 else {
      return .fault(1002, "A client's frames must be masked and have no reserved bits.")
    }
    switch opcode {
    case .binary: return .fault(1003, "Only text messages are supported.")
    case .text where isInMessage, .continuation where !isInMessage:
      return .fault(1002, "The fragments are out of order.")
    case .text, .continuation:
      isInMessage = true
      guard part.payloadLength <= UInt64(max(0, limit - message.count)) else {
        return .fault(1009, "The message is too large.")
      }
    case .close, .ping, .pong:
      guard part.isFinal, part.payloadLength <= 125 else {
        return .fault(1002, "A control frame must have at most 125 bytes and no fragments.")
      }
    }
    return nil
  }

  private func finishControl(_ opcode: FrameOpcode) -> Event {
    switch opcode {
    case .ping: return .ping(control)
    case .close: return Self.close(control)
    default: return .pong
    }
  }

  private static func close(_ payload: [UInt8]) -> Event {
    if payload.isEmpty { return .close(1005) }
    guard payload.count >= 2 else { return .fault(1002, "A close code must have two bytes.") }
    let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
    guard isAllowed(code) else { return .fault(1002, "This close code must not be sent.") }
    guard String(validating: payload[2...], as: UTF8.self) != nil else {
      return .fault(1007, "The reason is not UTF-8.")
    }
    return .close(code)
  }

  /// *Source:* RFC 6455 section 7.4 and the registry of close codes.
  private static func isAllowed(_ code: UInt16) -> Bool {
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}
