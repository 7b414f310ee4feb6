package import HTTPServer
package import JSON
package import Monetization

/// An answer that is no success: a stable code, a sentence that helps, and facts.
///
/// *Source:* RFC 9457; `code`, `error` and the facts are extension members.
package struct Problem: Error, Equatable, Sendable {
  package let code: ProblemCode
  /// One sentence for people: what happened and what would be right.
  package var error: String
  /// Further members of the body, in their order.
  package var facts: [JSONValue.Member] = []
  /// When to try again; becomes `Retry-After`.
  package var retryAfterSeconds: Int64?
  /// Whether the answer repeats the one that the idempotency key got first.
  package var isReplay = false
  /// What the caller has left, when the problem is about that.
  package var headers = HTTPHeaders()

  package init(_ code: ProblemCode, _ error: String, facts: [JSONValue.Member] = []) {
    self.code = code
    self.error = error
    self.facts = facts
  }

  /// The same with the platform's words for coins.
  package func naming(_ words: CoinWords) -> Problem {
    var named = self
    named.error = words.filled(error)
    named.facts = facts.map { JSONValue.Member($0.name, $0.value.naming(words)) }
    return named
  }

  /// The answer.
  package var response: HTTPResponse {
    let (error, facts) = (CoinWords.usual.filled(error), naming(.usual).facts)
    let body = JSONWriter.object { object in
      object.field("type", "about:blank")
      object.field("title", code.title)
      object.field("status", code.status)
      object.field("code", code.rawValue)
      object.field("error", error)
      for fact in facts { object.field(fact.name, fact.value) }
    }
    var response = HTTPResponse.problem(code.status, body)
    response.note.code = code.rawValue
    for field in headers.fields { response.headers.add(field.name, field.value) }
    if let retryAfterSeconds { response.headers.add("retry-after", String(retryAfterSeconds)) }
    if isReplay { response.headers.add("idempotent-replayed", "true") }
    return response
  }

  /// The same with the time after which another try makes sense.
  package func retrying(afterSeconds seconds: Int64) -> Problem {
    var copy = self
    copy.retryAfterSeconds = seconds
    return copy
  }
}

extension Problem {
  /// Some fields of a request are at fault: `fields` lists them all, `field` is the first.
  package init(_ faults: FieldFaults) {
    self.init(faults.areRules ? .ruleViolated : .validationFailed, faults)
  }

  private init(_ code: ProblemCode, _ faults: FieldFaults) {
    let fields = faults.faults.map { fault in
      JSONValue.object([
        JSONValue.Member("field", .string(fault.field)),
        JSONValue.Member("code", .string(fault.code.rawValue)),
        JSONValue.Member("message", .string(fault.message)),
      ])
    }
    self.init(
      code, faults.faults.first?.message ?? "The request is not valid.",
      facts: [
        JSONValue.Member("field", .string(faults.faults.first?.field ?? "")),
        JSONValue.Member("fields", .array(fields)),
      ])
  }

  /// One field of a request is at fault.
  package init(field: String, _ code: FieldFault.Code, _ message: String) {
    self.init(FieldFaults([FieldFault(field: field, code: code, message: message)]))
  }

  /// A field has the form that the contract asks for, and breaks a rule all the same: of the
  /// settings, or of how fields fit together.
  package init(rule field: String, _ message: String) {
    self.init(
      .ruleViolated, FieldFaults([FieldFault(field: field, code: .notAllowed, message: message)]))
  }

  /// A body that is no JSON, with the byte at which it stops being some.
  package init(_ error: JSONError) {
    self.init(
      .malformedRequest,
      "The body is no strict JSON: \(error.code.rawValue) at byte \(error.offset).",
      facts: [
        JSONValue.Member("reason", .string(error.code.rawValue)),
        JSONValue.Member("offset", .integer(Int64(error.offset))),
      ])
  }

  /// What the address names does not exist, or is not the caller's to see.
  package static let notFound = Problem(
    .notFound, "Nothing like that exists here, or it is not yours to see.")

  /// The platform does not offer this.
  package static let featureDisabled = Problem(
    .featureDisabled, "This feature is switched off on this platform.")
}

extension JSONValue {
  /// The same with the platform's words for coins in every text.
  fileprivate func naming(_ words: CoinWords) -> JSONValue {
    switch self {
    case .string(let text): .string(words.filled(text))
    case .array(let values): .array(values.map { $0.naming(words) })
    case .object(let members):
      .object(members.map { Member($0.name, $0.value.naming(words)) })
    case .null, .bool, .integer, .decimal: self
    }
  }
}
