import Crypto
import Ledger
package import Monetization

/// Identifies the request that an idempotency key is used for: 128 bits over the route and its
/// business fields.
///
/// Fields are added in a fixed order, so that the same request always has the same fingerprint, no
/// matter how its JSON is written. Presentation flags are not included.
package struct Fingerprint: Sendable {
  private var writer = ByteWriter(reserving: 256)

  /// Raised when the meaning of the bytes changes: older keys then count as reused.
  private static let version: UInt8 = 1

  /// Starts the fingerprint of a route; fields follow.
  package init(method: String, path: String) {
    writer.write(Self.version)
    writer.write(method)
    writer.write(path)
  }

  /// Adds a text.
  package mutating func add(_ text: String?) { writer.write(text) }

  /// Adds a number.
  package mutating func add(_ number: Int64?) { writer.write(number) }

  /// Takes metadata on, after everything else.
  ///
  /// A request without any has the fingerprint that it had before there was metadata, so that a key
  /// from then is still good.
  package mutating func add(_ metadata: Metadata?) {
    guard let metadata else { return }
    add("metadata")
    add(metadata.text)
  }

  /// The 128 bits.
  package var value: UInt128 { UInt128(leading: SHA256.hash(writer.bytes)) }
}

extension IdempotencyKey {
  /// Creates the key from a client's text: a UUID's own bytes, otherwise a digest.
  ///
  /// - Parameters:
  ///   - text: The client's text, already validated.
  ///   - caller: The owner of the key.
  package init(text: String, of caller: Caller) {
    let uuid = UUIDBytes(text)
    let value =
      uuid.map { UInt128($0.high) << 64 | UInt128($0.low) }
      ?? UInt128(leading: SHA256.hash(Array(text.utf8)))
    self.init(
      scope: caller.actor, apiKey: caller.actingKey, value: value, isUUID: uuid != nil)
  }
}

extension UInt128 {
  /// The first 128 bits of a digest.
  fileprivate init(leading digest: Digest32) {
    self = digest.bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
  }
}
