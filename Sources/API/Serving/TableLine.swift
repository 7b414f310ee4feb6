import Application
import HTTPServer

/// A row of the table of addresses as people and programs read it.
struct TableLine {
  let method: String
  /// The address, such as `/api/gifts/:id`.
  let pattern: String
  /// Who may call, for people.
  let callers: String
  /// nil where no identity is needed.
  let permission: String?
  let repetition: Repetition?
  let summary: String
  /// Whether it opens a WebSocket.
  let isSocket: Bool

  /// The address as the contract writes it, such as `/api/gifts/{id}`.
  var path: String {
    pattern.split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
      .joined(separator: "/")
  }
}

extension Feature {
  /// Its addresses: those of requests, then those of sockets.
  var lines: [TableLine] {
    endpoints.map { endpoint in
      TableLine(
        method: endpoint.method.rawValue, pattern: endpoint.pattern, callers: endpoint.callers,
        permission: endpoint.audience.permission?.name, repetition: endpoint.repetition,
        summary: endpoint.summary, isSocket: false)
    }
      + sockets.map { socket in
        TableLine(
          method: "GET", pattern: socket.pattern, callers: "everybody", permission: nil,
          repetition: nil, summary: socket.summary, isSocket: true)
      }
  }
}

extension Endpoint {
  /// Who may call, for people.
  fileprivate var callers: String {
    switch audience {
    case .everyone: "everybody"
    case .signature: "the signer"
    case .holders: roles.wireNames.joined(separator: ", ")
    }
  }
}
