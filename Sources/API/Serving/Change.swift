package import JSON

/// What a PATCH says about an optional field.
package enum Change<Value: Sendable>: Sendable {
  /// The field is absent.
  case keep
  /// The field is `null`, or has a value.
  case set(Value?)

  /// The field afterwards.
  package func applied(to before: Value?) -> Value? {
    switch self {
    case .keep: before
    case .set(let value): value
    }
  }
}

extension ObjectReader {
  /// What the body says about an optional field.
  package mutating func change<Value: Sendable>(
    _ name: String, _ read: (inout ObjectReader, String) -> Value?
  ) -> Change<Value> {
    guard has(name) else { return .keep }
    return .set(read(&self, name))
  }
}
