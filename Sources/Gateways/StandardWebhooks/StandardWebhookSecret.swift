import Crypto

/// A key that both ends of a webhook know.
///
/// *Source:* Standard Webhooks, "Signature scheme": `whsec_` and base64 of 24 to 64 random bytes.
package struct StandardWebhookSecret: Sendable {
  private let key: HMACSHA256
  /// The secret as it is given to the other end.
  package let text: String

  /// The secret that a text writes; nil when it is none.
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

  /// A secret that nobody has seen yet.
  package static func random() -> StandardWebhookSecret {
    StandardWebhookSecret(bytes: SecureRandom.bytes(32))
  }

  private init(bytes: [UInt8]) {
    key = HMACSHA256(key: bytes)
    text = Self.prefix + Base64.encode(bytes)
  }

  /// The code of a message; both ends compute the same.
  func code(of message: [UInt8]) -> Digest32 { key.code(of: message) }

  /// Whether a code is that of a message, in constant time.
  func isCode(_ code: [UInt8], of message: [UInt8]) -> Bool { key.isCode(code, of: message) }

  private static let prefix = "whsec_"
  private static let length = 24...64
}
