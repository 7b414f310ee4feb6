import Crypto
import Testing

@Suite struct SHA256Tests {
  /// *Source:* the examples of FIPS 180-4 as NIST publishes them.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func `gives the published digests`(text: String, digest: String) {
    #expect(SHA256.hash(Array(text.utf8)).hexadecimal == digest)
  }

  @Test func `pieces make the same digest as the whole, and nothing of it stays behind`() {
    let bytes = (0..<500).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    var digest = SHA256()
    for cut in [0, 1, 63, 64, 65, 499, 500] {
      digest.update(Array(bytes[..<cut]))
      digest.update(Array(bytes[cut...]))
      #expect(digest.finalize() == SHA256.hash(bytes))
    }
    #expect(digest.finalize() == SHA256.hash([]))
  }

  @Test func `a digest is added as its bytes`() {
    let first = SHA256.hash([1])
    var digest = SHA256()
    digest.update(first)
    digest.update(first.bytes.span)
    #expect(digest.finalize() == SHA256.hash(first.bytes + first.bytes))
  }

  @Test func `a digest keeps its bytes in every form`() {
    let bytes = (0..<32).map { UInt8($0 * 8) }
    let digest = Digest32(bytes)
    #expect(digest?.bytes == bytes)
    #expect(
      digest?.description == "0008101820283038404850586068707880889098a0a8b0b8c0c8d0d8e0e8f0f8")
    #expect(digest.flatMap { Digest32(hexadecimal: $0.hexadecimal) } == digest)
    #expect(Digest32(bytes.dropLast()) == nil)
    #expect(Digest32(bytes + [0]) == nil)
    #expect(Digest32(hexadecimal: "00") == nil)
    #expect(Digest32.zero.bytes == Array(repeating: 0, count: 32))
    #expect(digest != Digest32.zero)
  }
}
