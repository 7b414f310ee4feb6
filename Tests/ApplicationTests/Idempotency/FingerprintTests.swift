import Application
import Ledger
import Monetization
import Testing

@Suite struct FingerprintTests {
  private func fingerprint(
    _ method: String = "POST", _ path: String = "/a", _ fields: (inout Fingerprint) -> Void
  ) -> UInt128 {
    var fingerprint = Fingerprint(method: method, path: path)
    fields(&fingerprint)
    return fingerprint.value
  }

  @Test func `every part makes another fingerprint`() {
    let all = [
      fingerprint { $0.add("b") }, fingerprint("PUT") { $0.add("b") },
      fingerprint("POST", "/b") { $0.add("b") }, fingerprint { $0.add("c") },
      fingerprint { $0.add(1) }, fingerprint { $0.add(nil as String?) }, fingerprint { _ in },
      fingerprint {
        $0.add(nil as Int64?); $0.add("b")
      },
    ]
    #expect(Set(all).count == all.count)
    #expect(fingerprint { $0.add("b") } == all[0])
  }

  @Test func `metadata makes another fingerprint, and none makes none`() throws {
    func fingerprint(with metadata: Metadata?) -> UInt128 {
      self.fingerprint {
        $0.add("b"); $0.add(metadata)
      }
    }
    let all = [
      nil, Metadata([.init("a", "1")]), Metadata([.init("a", "2")]),
      Metadata([.init("a", "1"), .init("b", "")]),
    ].map(fingerprint(with:))
    #expect(Set(all).count == all.count)
    #expect(all[0] == self.fingerprint { $0.add("b") })
    let turned = Metadata([.init("b", ""), .init("a", "1")])
    #expect(fingerprint(with: turned) == all[3])
  }

  @Test func `fields cannot run into each other`() {
    let one = fingerprint {
      $0.add("ab"); $0.add("c")
    }
    let other = fingerprint {
      $0.add("a"); $0.add("bc")
    }
    #expect(one != other)
  }

  @Test func `a UUID keeps its own bytes and every other text becomes a digest`() {
    let viewer = Caller(user: UserID(7), roles: .user)
    let text = "0198f0a0-1111-7abc-8def-000000000001"
    let uuid = IdempotencyKey(text: text, of: viewer)
    #expect(uuid.isUUID)
    #expect(uuid.value == 0x0198_F0A0_1111_7ABC_8DEF_0000_0000_0001)
    #expect(uuid == IdempotencyKey(text: text.uppercased(), of: viewer))
    #expect(uuid.madeAt?.milliseconds == 0x0198_F0A0_1111)
    let other = IdempotencyKey(text: "order-1", of: viewer)
    #expect(!other.isUUID)
    #expect(other.madeAt == nil)
    #expect(other != IdempotencyKey(text: "order-2", of: viewer))
  }

  @Test(arguments: ["order-1", "0198f0a0-1111-7abc-8def-000000000001"])
  func `callers never share a key`(text: String) {
    let keys = [
      Caller(user: UserID(7), roles: .user), Caller(user: UserID(8), roles: .user),
      Caller(user: UserID(7), roles: .user, key: APIKeyID(20)),
      Caller(user: UserID(7), roles: .user, key: APIKeyID(21)),
      Caller(user: UserID(8), roles: .user, key: APIKeyID(20)),
      Caller(user: nil, roles: .admin, key: APIKeyID(20)),
      Caller(user: nil, roles: .admin, key: APIKeyID(21)),
    ].map { IdempotencyKey(text: text, of: $0) }
    #expect(Set(keys).count == keys.count)
    #expect(Set(keys.map { [$0.scope.rawValue, $0.apiKey?.rawValue] }).count == keys.count)
    let digests = keys.map {
      ChainSHA256().digest(ofAnswerTo: $0, fingerprint: 1, at: Timestamp(milliseconds: 1))
    }
    #expect(Set(digests).count == keys.count, "nor is one's answer bound as another's")
    #expect(Set(keys.map(\.madeAt)).count == 1, "its age does not depend on the sender")
  }

  @Test(arguments: [
    ("0198f0a0-1111-7abc-8def-000000000001", true), ("0198f0a0-1111-7abc-bdef-000000000001", true),
    ("0198f0a0-1111-7abc-0def-000000000001", false),
    ("0198f0a0-1111-7abc-7def-000000000001", false),
    ("0198f0a0-1111-7abc-cdef-000000000001", false),
    ("0198f0a0-1111-7abc-fdef-000000000001", false),
    ("0198f0a0-1111-4abc-8def-000000000001", false),
    ("0198f0a0-1111-6abc-8def-000000000001", false), ("0198f0a011117abc8def000000000001", false),
  ])
  func `only version 7 of the standard variant carries a time`(text: String, isTimed: Bool) {
    let key = IdempotencyKey(text: text, of: .nobody)
    #expect((key.madeAt != nil) == isTimed)
  }
}
