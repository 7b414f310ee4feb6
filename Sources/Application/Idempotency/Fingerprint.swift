import Crypto
package import Ledger

/// What an idempotency key is used for: 128 bits over the route and its business fields.
///
/// Fields go in in a fixed order, so that the same request always has the same fingerprint,
/// however its JSON was written; presentation stays out.
package struct Fingerprint: Sendable {
  private var writer = ByteWriter(reserving: 256)

  /// Raised when the meaning of the bytes changes: older keys then answer as reused.
  private static let version: UInt8 = 1

  /// A fingerprint of a route; fields follow.
  package init(method: String, path: String) {
    writer.write(Self.version)
    writer.write(method)
    writer.write(path)
  }

  /// Takes a text on.
  package mutating func add(_ text: String?) { writer.write(text) }

  /// Takes a number on.
  package mutating func add(_ number: Int64?) { writer.write(number) }

  /// The 128 bits.
  package var value: UInt128 { UInt128(leading: SHA256.hash(writer.bytes)) }
}

extension IdempotencyKey {
  /// The key that a client sent as text: a UUID's own bytes, else a digest.
  ///
  /// - Parameters:
  ///   - text: What the client sent, already checked.
  ///   - scope: Whose key it is.
  package init(text: String, scope: OwnerID) {
    if let uuid = UUIDBytes(text) {
      let value = UInt128(uuid.high) << 64 | UInt128(uuid.low)
      self.init(scope: scope, value: value, isUUID: true)
    } else {
      let digest = SHA256.hash(Array(text.utf8))
      self.init(scope: scope, value: UInt128(leading: digest), isUUID: false)
    }
  }
}

extension UInt128 {
  /// The first 128 bits of a digest.
  fileprivate init(leading digest: Digest32) {
    self = digest.bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
  }
}
