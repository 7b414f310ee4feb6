import Application
import Crypto
import HTTPClient
import JSON
import Ledger

/// Calls the API for many people over one connection, one request after the other.
final class APICaller {
  private let connection: ClientConnection
  private let clock: any WallClock

  /// Connects; the clock dates idempotency keys.
  ///
  /// - Throws: ``LoadFault``.
  init(to peer: Peer, clock: any WallClock) throws(LoadFault) {
    do throws(ClientFault) { connection = try ClientConnection(to: peer) } catch {
      throw LoadFault("There is no connection to \(peer.authority); is the server running?")
    }
    self.clock = clock
  }

  /// Calls a route and waits for the answer.
  ///
  /// Whatever has a body carries an idempotency key of its own.
  ///
  /// - Returns: The body; `null` when it is empty or no JSON.
  /// - Throws: ``LoadFault`` when the server closes or stays silent for ten seconds.
  func call(
    _ method: String, _ path: String, token: String, body: JSONValue? = nil
  ) throws(LoadFault) -> JSONValue {
    var fields = [("authorization", "Bearer \(token)")]
    if body != nil {
      let key = UUIDBytes.make(unixMilliseconds: clock.now().milliseconds)
      fields += [("content-type", "application/json"), ("idempotency-key", key.description)]
    }
    let request = ClientRequest(method, path, fields, body: body?.encoded ?? [])
    do throws(ClientFault) {
      return Self.json(of: try connection.call(request))
    } catch {
      throw LoadFault("The server does not answer (\(error)).")
    }
  }

  private static func json(of answer: ClientAnswer) -> JSONValue {
    do { return try JSONValue(parsing: answer.body) } catch { return .null }
  }
}
