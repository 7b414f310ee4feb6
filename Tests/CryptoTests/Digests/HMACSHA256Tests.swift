import Crypto
import Testing

@Suite struct HMACSHA256Tests {
  /// *Source:* RFC 4231, test cases 1 to 4, 6 and 7; the empty key is OpenSSL's own answer.
  @Test(
    arguments: [
      (
        Array(repeating: 0x0b, count: 20), Array("Hi There".utf8),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
      ),
      (
        Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (
        Array(repeating: 0xaa, count: 20), Array(repeating: 0xdd, count: 50),
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
      ),
      (
        Array(1...25), Array(repeating: 0xcd, count: 50),
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
      ),
      (
        Array(repeating: 0xaa, count: 131),
        Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
      ),
      (
        Array(repeating: 0xaa, count: 131),
        Array(
          """
          This is a test using a larger than block-size key and a larger than block-size data. \
          The key needs to be hashed before being used by the HMAC algorithm.
          """.utf8),
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
      ),
      ([], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ] as [([UInt8], [UInt8], String)])
  func `gives the published codes, again and again`(key: [UInt8], bytes: [UInt8], code: String) {
    let keyed = HMACSHA256(key: key)
    #expect(keyed.code(of: bytes).hexadecimal == code)
    #expect(keyed.code(of: [1]).hexadecimal != code)
    #expect(keyed.code(of: bytes).hexadecimal == code)
    #expect(HMACSHA256.code(of: bytes, key: key).hexadecimal == code)
  }

  @Test func `takes the right code only`() {
    let keyed = HMACSHA256(key: Array("a key that is only for tests".utf8))
    let code = keyed.code(of: [1, 2, 3]).bytes
    #expect(keyed.isCode(code, of: [1, 2, 3]))
    #expect(!keyed.isCode(code, of: [1, 2]))
    #expect(!keyed.isCode([], of: [1, 2, 3]))
    #expect(!keyed.isCode(Array(code.dropLast()), of: [1, 2, 3]))
    #expect(!keyed.isCode(code + [0], of: [1, 2, 3]))
    for index in code.indices {
      var damaged = code
      damaged[index] ^= 1
      #expect(!keyed.isCode(damaged, of: [1, 2, 3]))
    }
  }

  @Test func `one key serves many threads at once`() async {
    let keyed = HMACSHA256(key: Array("a key that is only for tests".utf8))
    let alone = (0..<8).map { keyed.code(of: Array(repeating: $0, count: 100)) }
    await withTaskGroup(of: Set<Digest32>.self) { group in
      for worker in 0..<UInt8(8) {
        group.addTask {
          Set((0..<500).map { _ in keyed.code(of: Array(repeating: worker, count: 100)) })
        }
      }
      for await codes in group { #expect(codes.count == 1 && codes.isSubset(of: alone)) }
    }
  }

  @Test(
    arguments: [
      ([], [], true), ([1], [1], true), ([1], [2], false), ([1], [], false), ([1, 2], [1], false),
      ([1, 2], [1, 3], false),
    ] as [([UInt8], [UInt8], Bool)])
  func `compares in constant time as equality does`(one: [UInt8], other: [UInt8], equal: Bool) {
    #expect(ConstantTime.areEqual(one, other) == equal)
    #expect(ConstantTime.areEqual(SHA256.hash(one), SHA256.hash(other)) == equal)
  }

  @Test func `random bytes come in any number and differ`() {
    #expect(SecureRandom.bytes(0).isEmpty)
    #expect(SecureRandom.bytes(1).count == 1)
    #expect(Set((0..<1_000).map { _ in SecureRandom.bytes(16) }).count == 1_000)
  }
}
