package import Application
package import HTTPServer
package import JSON
import Ledger

extension Accepted {
  /// The answer, marked when it is a replay.
  package func answer(
    _ status: Int = 200, _ body: (inout ObjectWriter) -> Void
  ) -> HTTPResponse {
    HTTPResponse.json(status, JSONWriter.object(body)).marked(asReplay: isReplay)
  }
}

extension HTTPResponse {
  /// The answer, marked when an earlier request with the same idempotency key was answered.
  package func marked(asReplay isReplay: Bool) -> HTTPResponse {
    isReplay ? adding("idempotent-replayed", "true") : self
  }
}

extension APICall {
  /// The request's idempotency key with the fingerprint of its whole body, or of none.
  ///
  /// The order of the fields and how the JSON is written make no other request.
  ///
  /// - Returns: nil when the client sent no key.
  /// - Throws: ``Problem`` with `malformed_request` for a malformed key or body.
  package func idempotency() throws(Problem) -> CommandRequest.Idempotency? {
    let body = request.body.isEmpty ? JSONValue.object([]) : try json()
    return try idempotency { $0.add(body) }
  }

  /// The request's idempotency key with the fingerprint of its business fields.
  ///
  /// - Parameter fields: Adds what makes the request another one, in a fixed order.
  /// - Returns: nil when the client sent no key.
  /// - Throws: ``Problem`` with `malformed_request` for a malformed key.
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
}
