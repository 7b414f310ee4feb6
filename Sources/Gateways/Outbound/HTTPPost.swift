package import Application
import Dispatch

/// Sends one POST over plain HTTP to a numeric address and reads the status of the response.
///
/// For our own server on this machine, which needs no name look-up and no TLS. It blocks, so it
/// runs on a given queue.
package struct HTTPPost: Sendable {
  /// The address of the server.
  package let peer: Peer
  package let path: String
  package let fields: [IncomingWebhook.Field]
  package let body: [UInt8]

  /// A numeric address and a port.
  package struct Peer: Equatable, Sendable {
    package let host: String
    package let port: UInt16

    package init(host: String, port: UInt16) {
      self.host = host
      self.port = port
    }
  }

  package init(
    to peer: Peer, path: String, fields: [IncomingWebhook.Field], body: [UInt8]
  ) {
    self.peer = peer
    self.path = path
    self.fields = fields
    self.body = body
  }

  /// Sends the request.
  ///
  /// - Returns: The status; nil if no response came within ten seconds.
  func send(on queue: DispatchQueue) async -> Int? {
    await withCheckedContinuation { waiting in
      queue.async { waiting.resume(returning: exchange()) }
    }
  }

  private func exchange() -> Int? {
    guard let connection = BlockingConnection(to: peer, secondsMax: 10),
      connection.send(request)
    else { return nil }
    return status(of: connection.receive(until: UInt8(ascii: "\n"), bytesMax: 1_024))
  }

  private var request: [UInt8] {
    let host = peer.host.contains(":") ? "[\(peer.host)]" : peer.host
    var head = "POST \(path) HTTP/1.1\r\nhost: \(host):\(peer.port)\r\nconnection: close\r\n"
    for field in fields { head += "\(field.name): \(field.value)\r\n" }
    head += "content-length: \(body.count)\r\n\r\n"
    return Array(head.utf8) + body
  }

  /// The code of a status line such as `HTTP/1.1 200 OK`.
  private func status(of line: [UInt8]) -> Int? {
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    guard words.count > 1, words[0].hasPrefix("HTTP/1."), words[1].utf8.count == 3 else {
      return nil
    }
    return Int(words[1])
  }
}
