import Crypto
import Foundation
import JSON
import Ledger

/// Calls a server on this machine, one request after the other over one connection.
final class LocalClient {
  private let port: UInt16
  private var socket: LoadSocket
  private var buffer: [UInt8] = []

  /// Connects.
  ///
  /// - Throws: ``OperatorFault``.
  init(port: UInt16) throws(OperatorFault) {
    self.port = port
    socket = try LoadSocket(port: port)
  }

  /// An answer.
  struct Answer {
    let status: Int
    /// `null` when the body is empty or no JSON.
    let body: JSONValue
  }

  /// Calls a route and waits for the answer.
  ///
  /// Every write carries an idempotency key of its own.
  ///
  /// - Throws: ``OperatorFault`` when the server closes or stays silent for ten seconds.
  func call(
    _ method: String, _ path: String, token: String, body: JSONValue? = nil
  ) throws(OperatorFault) -> Answer {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n"
    let bytes = body?.encoded ?? []
    if body != nil {
      let key = UUIDBytes.make(unixMilliseconds: SystemClock().now().milliseconds)
      head += "Content-Type: application/json\r\nIdempotency-Key: \(key.description)\r\n"
    }
    head += "Content-Length: \(bytes.count)\r\n\r\n"
    guard socket.send(Array(head.utf8) + bytes) else {
      throw OperatorFault("The server does not take requests.")
    }
    return try answer()
  }

  private func answer() throws(OperatorFault) -> Answer {
    buffer.removeAll(keepingCapacity: true)
    var poll = LoadPoll()
    poll.add(socket)
    while true {
      guard !poll.wait(milliseconds: 10_000).isEmpty, socket.receive(into: &buffer) != 0 else {
        throw OperatorFault("The server does not answer.")
      }
      guard let head = AnswerHead(buffer), buffer.count >= head.wholeCount else { continue }
      let body = Array(buffer[(head.wholeCount - head.bodyCount)..<head.wholeCount])
      do {
        return Answer(status: head.status, body: try JSONValue(parsing: body))
      } catch {
        return Answer(status: head.status, body: .null)
      }
    }
  }
}
