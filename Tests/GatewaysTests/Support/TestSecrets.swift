import Crypto

@testable import Gateways

/// A secret that is visibly nobody's: 32 times the same byte.
func secret(of byte: UInt8) -> StandardWebhookSecret {
  let text = "whsec_" + Base64.encode([UInt8](repeating: byte, count: 32))
  guard let secret = StandardWebhookSecret(text: text) else {
    preconditionFailure("32 bytes make a secret")
  }
  return secret
}
