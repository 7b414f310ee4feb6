package import JSON

/// A value of a fixed set that has a name on the wire.
package protocol WireNamed: CaseIterable, Equatable, Sendable {
  /// The name, the same in requests and answers.
  var wireName: String { get }

  /// The values that clients may name; the others are our own.
  static var named: [Self] { get }
}

extension WireNamed {
  package static var named: [Self] { Array(allCases) }

  /// The value of a name; nil for any other text.
  package init?(wireName: String) {
    guard let match = Self.named.first(where: { $0.wireName == wireName }) else { return nil }
    self = match
  }

  /// All names, for people.
  static var wireNames: String { named.map(\.wireName).joined(separator: ", ") }
}

extension ObjectReader {
  /// A required name of a fixed set.
  package mutating func named<Value: WireNamed>(_ name: String, else other: Value) -> Value {
    parsed(name, 0...64, expected: "one of \(Value.wireNames)", placeholder: other) {
      Value(wireName: $0)
    }
  }

  /// A name of a fixed set that may be absent.
  package mutating func optionalNamed<Value: WireNamed>(
    _ name: String, _ type: Value.Type = Value.self
  ) -> Value? {
    optionalParsed(name, 0...64, expected: "one of \(Value.wireNames)") {
      Value(wireName: $0)
    }
  }
}

extension QueryReader {
  /// A name of a fixed set that may be absent.
  package mutating func named<Value: WireNamed>(
    _ name: String, _ type: Value.Type = Value.self
  ) -> Value? {
    parsed(name, expected: "one of \(Value.wireNames)") { Value(wireName: $0) }
  }
}
