import JSON
import Monetization

extension ObjectReader {
  /// What the body says about an optional field: absence keeps it, `null` clears it.
  mutating func change<Value: Equatable & Sendable>(
    _ name: String, _ read: (inout ObjectReader, String) -> Value?
  ) -> FieldChange<Value> {
    guard has(name) else { return .keep }
    return .set(nullable(name, read))
  }
}
