import Crypto

/// The shared key of a webhook's sender and receiver.
///
/// *Source:* Standard Webhooks, "Signature scheme": `whsec_` and base64 of 24 to 64 random bytes.
package struct StandardWebhookSecret: Sendable {
  private let key: HMACSHA256
  /// The text form for the other side.
  package let text: String

  /// Reads the text form; nil if it is malformed.
  ///
  /// The prefix and the padding may be missing. The decoded bytes are the key, never the text.
  package init?(text: String) {
    let encoded = text.hasPrefix(Self.prefix) ? text.dropFirst(Self.prefix.count) : text[...]
    let bare = encoded.prefix { $0 != "=" }
    let padding = String(repeating: "=", count: (4 - bare.utf8.count % 4) % 4)
    guard encoded.count - bare.count <= 2, let bytes = Base64.decode(bare + padding),
      Self.length.contains(bytes.count)
    else { return nil }
    self.init(bytes: bytes)
  }

  /// Generates a random secret.
  package static func random() -> StandardWebhookSecret {
    StandardWebhookSecret(bytes: SecureRandom.bytes(32))
  }

  private init(bytes: [UInt8]) {
    key = HMACSHA256(key: bytes)
    text = Self.prefix + Base64.encode(bytes)
  }

  /// The code of a message, which both sides compute.
  func code(of message: [UInt8]) -> Digest32 { key.code(of: message) }

  /// Whether a code is that of a message, in constant time.
  func isCode(_ code: [UInt8], of message: [UInt8]) -> Bool { key.isCode(code, of: message) }

  private static let prefix = "whsec_"
  private static let length = 24...64
}
