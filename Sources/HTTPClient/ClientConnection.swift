/// A blocking connection that sends exactly what it is given and reads answers one by one.
package final class ClientConnection {
  private let peer: Peer
  package let socket: ClientSocket
  private var buffered: [UInt8] = []
  /// How many of the buffered bytes have been read already.
  private var taken = 0

  private static let headBytesMax = 64 * 1_024
  private static let bodyBytesMax = 16 * 1_024 * 1_024

  /// Connects.
  ///
  /// - Parameters:
  ///   - peer: Whom to.
  ///   - secondsMax: How long each later wait may last.
  ///   - receiveBufferBytes: What the system keeps unread; nil leaves it to the system.
  /// - Throws: ``ClientFault/cannotConnect``.
  package init(
    to peer: Peer, secondsMax: Int = 10, receiveBufferBytes: Int32? = nil
  ) throws(ClientFault) {
    self.peer = peer
    socket = try ClientSocket(
      to: peer, secondsMax: secondsMax, receiveBufferBytes: receiveBufferBytes)
  }

  /// Sends a request and reads how it was answered.
  ///
  /// - Throws: ``ClientFault``.
  package func call(_ request: ClientRequest) throws(ClientFault) -> ClientAnswer {
    try send(request.encoded(for: peer))
    return try readAnswer(toHead: request.method == "HEAD")
  }

  /// Sends bytes, whatever they are.
  ///
  /// - Throws: ``ClientFault/cannotSend``.
  package func send(_ bytes: [UInt8]) throws(ClientFault) {
    try socket.send(bytes)
  }

  /// Sends a text, whatever it is.
  ///
  /// - Throws: ``ClientFault/cannotSend``.
  package func send(_ text: String) throws(ClientFault) {
    try send(Array(text.utf8))
  }

  /// Reads one answer with its `Content-Length`, or without a body where it has none.
  ///
  /// - Throws: ``ClientFault``.
  package func readAnswer(toHead: Bool = false) throws(ClientFault) -> ClientAnswer {
    var answer = try ClientAnswer(head: try read(through: "\r\n\r\n"))
    let count = Int(answer.headers["content-length"] ?? "0") ?? -1
    guard count >= 0 else { throw .notHTTP }
    guard count <= Self.bodyBytesMax else { throw .tooLong }
    if !toHead, answer.status != 304 { answer.body = try read(count: count) }
    return answer
  }

  /// The next bytes, as many as are asked for.
  ///
  /// - Throws: ``ClientFault``.
  package func read(count: Int) throws(ClientFault) -> [UInt8] {
    while buffered.count - taken < count {
      guard try fill() else { throw .cutShort }
    }
    defer { taken += count }
    return Array(buffered[taken..<taken + count])
  }

  /// The bytes up to and with a mark.
  ///
  /// - Throws: ``ClientFault``.
  package func read(through mark: String) throws(ClientFault) -> [UInt8] {
    let mark = Array(mark.utf8)
    var end = taken + mark.count
    while true {
      while end <= buffered.count {
        if buffered[(end - mark.count)..<end].elementsEqual(mark) {
          return try read(count: end - taken)
        }
        end += 1
      }
      guard buffered.count - taken <= Self.headBytesMax else { throw .tooLong }
      let before = taken
      guard try fill() else { throw .cutShort }
      end -= before
    }
  }

  /// Everything up to the peer's end; a reset counts as one.
  ///
  /// - Throws: ``ClientFault/silence``.
  package func readToEnd() throws(ClientFault) -> [UInt8] {
    do throws(ClientFault) {
      while try fill() {}
    } catch {
      guard error == .reset else { throw error }
    }
    defer { (buffered, taken) = ([], 0) }
    return Array(buffered[taken...])
  }

  /// Tells the peer that nothing more will be sent.
  package func finishSending() { socket.finishSending() }

  /// Closes now.
  package func close() { socket.close() }

  /// Closes so that the peer sees a reset instead of an end.
  package func reset() { socket.reset() }

  /// Waits for more bytes; what has been read makes room for them.
  ///
  /// - Returns: false at the peer's end.
  private func fill() throws(ClientFault) -> Bool {
    buffered.removeFirst(taken)
    taken = 0
    switch socket.receive(into: &buffered) {
    case .bytes: return true
    case .end: return false
    case .nothing: throw .silence
    case .reset: throw .reset
    }
  }
}
