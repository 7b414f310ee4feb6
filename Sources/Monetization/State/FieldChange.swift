/// What an edit says about an optional field of a row.
package enum FieldChange<Value: Equatable & Sendable>: Equatable, Sendable {
  /// The field stays as it is.
  case keep
  /// The field gets a value; nil clears it.
  case set(Value?)

  /// The field after the edit.
  package func applied(to before: Value?) -> Value? {
    switch self {
    case .keep: before
    case .set(let value): value
    }
  }
}
