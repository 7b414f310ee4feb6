import Application
package import JSON
package import Ledger

extension ObjectReader {
  /// A required identifier of ours, such as `gft_…`.
  package mutating func identifier<Entity>(_ name: String) -> Identifier<Entity> {
    parsed(
      name, 1...64, expected: "an id that begins with \(Entity.prefix)_",
      placeholder: Identifier<Entity>(0)
    ) { Identifier<Entity>(text: $0) }
  }

  /// An identifier of ours that may be absent.
  package mutating func optionalIdentifier<Entity>(_ name: String) -> Identifier<Entity>? {
    optionalParsed(name, 1...64, expected: "an id that begins with \(Entity.prefix)_") {
      Identifier<Entity>(text: $0)
    }
  }

  /// A required id of the integrator's own.
  package mutating func externalID(_ name: String) -> String {
    parsed(
      name, ExternalID.length, expected: "an id without control characters", placeholder: ""
    ) { ExternalID.isValid($0) ? $0 : nil }
  }

  /// An id of the integrator's own that may be absent.
  package mutating func optionalExternalID(_ name: String) -> String? {
    optionalParsed(name, ExternalID.length, expected: "an id without control characters") {
      ExternalID.isValid($0) ? $0 : nil
    }
  }

  /// A required time, in RFC 3339.
  package mutating func time(_ name: String) -> Timestamp {
    parsed(
      name, 1...64, expected: "a time such as 2026-03-01T12:00:00Z",
      placeholder: Timestamp(milliseconds: 0)
    ) { Timestamp(rfc3339: $0) }
  }

  /// A time that may be absent, in RFC 3339.
  package mutating func optionalTime(_ name: String) -> Timestamp? {
    optionalParsed(name, 1...64, expected: "a time such as 2026-03-01T12:00:00Z") {
      Timestamp(rfc3339: $0)
    }
  }
}
