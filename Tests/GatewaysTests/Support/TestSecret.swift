import Crypto

@testable import Gateways

/// Secrets that are visibly nobody's: 32 times the same byte.
enum TestSecret {
  static func of(_ byte: UInt8) -> StandardWebhookSecret {
    let text = "whsec_" + Base64.encode([UInt8](repeating: byte, count: 32))
    guard let secret = StandardWebhookSecret(text: text) else {
      preconditionFailure("32 bytes make a secret")
    }
    return secret
  }
}
