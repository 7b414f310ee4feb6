import HTTPServer
import Synchronization

/// Sends back what it hears and remembers how its socket ended.
final class EchoHandler: WebSocketHandler {
  private struct State {
    var connection: WebSocketConnection?
    var code: UInt16?
    var drains = 0
    var waiting: [CheckedContinuation<UInt16, Never>] = []
  }

  private let state = Mutex(State())

  var connection: WebSocketConnection? { state.withLock { $0.connection } }
  var drains: Int { state.withLock { $0.drains } }

  func opened(_ connection: WebSocketConnection) {
    state.withLock { $0.connection = connection }
  }

  func received(text: String, on connection: WebSocketConnection) {
    connection.send(EncodedFrame(text: text))
  }

  func drained(_ connection: WebSocketConnection) {
    state.withLock { $0.drains += 1 }
  }

  func closed(_ connection: WebSocketConnection, code: UInt16) {
    let waiting = state.withLock { state in
      state.code = code
      state.connection = nil
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume(returning: code) }
  }

  /// Returns the code with which the socket ended, when it has.
  func closeCode() async -> UInt16 {
    await withCheckedContinuation { waiting in
      let code = state.withLock { state in
        if state.code == nil { state.waiting.append(waiting) }
        return state.code
      }
      if let code { waiting.resume(returning: code) }
    }
  }

  func router() -> Router {
    Router(
      sampleRoutes,
      webSockets: [
        WebSocketRoute("/socket", origins: .sameHostOr(["https://app.example"])) { request, _ in
          if request.query == "refuse" { return .refuse(.text(401, "no")) }
          return .accept(subprotocol: request.offeredSubprotocols.first) { self }
        }
      ])
  }
}
