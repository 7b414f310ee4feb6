import Crypto
import Testing

@Suite struct APIKeyTests {
  @Test func `a key comes back as it was made and has the same digest`() {
    let made = APIKey.make()
    #expect(made.text.hasPrefix("ovk_"))
    #expect(made.text.utf8.count == 47)
    #expect(APIKey(made.text)?.digest == made.digest)
    #expect(made.digest == APIKeyDigest(SHA256.hash(Array(made.text.utf8))))
    #expect(APIKey.make().digest != made.digest)
  }

  @Test(arguments: [
    "", "ovk_", "ovk_AAAA", "ovk_" + String(repeating: "A", count: 42),
    "ovk_" + String(repeating: "A", count: 44), "ovk_" + String(repeating: "A", count: 42) + "B",
    "OVK_" + String(repeating: "A", count: 43), "ovk_" + String(repeating: "+", count: 43),
    String(repeating: "A", count: 47), "ovk_" + String(repeating: "A", count: 43) + "=",
  ])
  func `refuses what cannot have been made`(text: String) {
    #expect(APIKey(text) == nil)
  }
}
