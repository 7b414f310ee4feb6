package import Application
package import HTTPServer
package import JSON
import Ledger
package import Monetization

extension Accepted {
  /// The answer, marked when it is a replay.
  package func answer(
    _ status: Int = 200, _ body: (inout ObjectWriter) -> Void
  ) -> HTTPResponse {
    let response = HTTPResponse.json(status, JSONWriter.object(body))
    return isReplay ? response.adding("idempotent-replayed", "true") : response
  }
}

extension APICall {
  /// Has a command processed; returns when its effects are durable.
  ///
  /// - Parameters:
  ///   - command: What is asked.
  ///   - idempotency: From ``idempotency(_:)`` for what moves value.
  /// - Returns: The entry that it made, or that the key's first use made.
  /// - Throws: ``Problem`` for whatever the rules or the engine refuse.
  package func submit(
    _ command: Command, idempotency: CommandRequest.Idempotency? = nil
  ) async throws(Problem) -> Accepted {
    if idempotency != nil { try checkStoredRefusals() }
    switch await platform.submit(command, by: caller, idempotency: idempotency) {
    case .accepted(let entry, let isReplay): return Accepted(entry: entry, isReplay: isReplay)
    case .unchanged: return Accepted(entry: nil, isReplay: false)
    case .refused(let refusal, let isReplay):
      if idempotency != nil, refusal.isStored, !isReplay { countStoredRefusal() }
      var problem = Problem(refusal)
      problem.isReplay = isReplay
      throw problem
    case .failed(let failure): throw Problem(failure)
    }
  }

  /// The request's idempotency key with the fingerprint of its business fields.
  ///
  /// - Parameter fields: Adds what makes the request another one, in a fixed order.
  /// - Returns: nil when the client sent no key.
  /// - Throws: ``Problem`` with `malformed_request` for a key that is none.
  package func idempotency(
    _ fields: (inout Fingerprint) -> Void
  ) throws(Problem) -> CommandRequest.Idempotency? {
    let field = request.headers.single("idempotency-key")
    guard field != .absent else { return nil }
    guard let text = field.value, (1...255).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw Problem(
        .malformedRequest, "Idempotency-Key must have 1 to 255 visible characters; use a UUID.")
    }
    var fingerprint = Fingerprint(method: request.method.rawValue, path: request.path)
    fields(&fingerprint)
    return CommandRequest.Idempotency(
      key: IdempotencyKey(text: text, of: caller), fingerprint: fingerprint.value)
  }

  /// Stored refusals cost disk: who makes too many waits, before the queue.
  private func checkStoredRefusals() throws(Problem) {
    let verdict = platform.limiter.look(
      refusalsKey, RateClass.storedRefusals, now: platform.clock.now())
    guard verdict.isAllowed else { throw Problem(rateLimited: verdict) }
  }

  private func countStoredRefusal() {
    _ = platform.limiter.take(
      refusalsKey, RateClass.storedRefusals, now: platform.clock.now())
  }

  private var refusalsKey: RateLimiter.Key {
    RateLimiter.Key(caller: caller.actor, by: caller.actingKey, action: .storedRefusal)
  }
}
