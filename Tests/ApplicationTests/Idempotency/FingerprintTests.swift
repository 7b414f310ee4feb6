import Application
import Ledger
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
    let scope = OwnerID(rawValue: 7)
    let text = "0198f0a0-1111-7abc-8def-000000000001"
    let uuid = IdempotencyKey(text: text, scope: scope)
    #expect(uuid.isUUID)
    #expect(uuid.value == 0x0198_F0A0_1111_7ABC_8DEF_0000_0000_0001)
    #expect(uuid == IdempotencyKey(text: text.uppercased(), scope: scope))
    #expect(uuid.madeAt?.milliseconds == 0x0198_F0A0_1111)
    let other = IdempotencyKey(text: "order-1", scope: scope)
    #expect(!other.isUUID)
    #expect(other.madeAt == nil)
    #expect(other != IdempotencyKey(text: "order-2", scope: scope))
    #expect(other != IdempotencyKey(text: "order-1", scope: OwnerID(rawValue: 8)))
  }
}
