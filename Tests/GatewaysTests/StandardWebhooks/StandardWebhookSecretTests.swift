import Crypto
import Testing

@testable import Gateways

@Suite struct StandardWebhookSecretTests {
  @Test(arguments: [
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "whsec_" + Base64.encode([UInt8](repeating: 1, count: 32)),
    "whsec_" + Base64.encode([UInt8](repeating: 1, count: 64)),
    "whsec_" + Base64.encode([UInt8](repeating: 1, count: 32)).filter { $0 != "=" },
  ])
  func `takes 24 to 64 bytes, with or without prefix and padding`(text: String) throws {
    let secret = try #require(StandardWebhookSecret(text: text))
    #expect(StandardWebhookSecret(text: secret.text)?.text == secret.text)
  }

  @Test(arguments: [
    "", "whsec_", "whsec_short", "whsec_" + Base64.encode([UInt8](repeating: 1, count: 23)),
    "whsec_" + Base64.encode([UInt8](repeating: 1, count: 65)),
    "whsec_not base64 at all, but long enough", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw====",
  ])
  func `takes nothing else`(text: String) {
    #expect(StandardWebhookSecret(text: text) == nil)
  }

  /// Stripe signs with the text itself; mixing the two up must not work by accident.
  @Test func `signs with the bytes and not with the text`() throws {
    let text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    let secret = try #require(StandardWebhookSecret(text: text))
    let message = Array("1.2.3".utf8)
    #expect(!secret.isCode(HMACSHA256.code(of: message, key: Array(text.utf8)).bytes, of: message))
  }

  @Test func `makes one that nobody else has`() {
    #expect(StandardWebhookSecret.random().text != StandardWebhookSecret.random().text)
  }
}
