import Crypto
import Testing

@Suite struct UUIDBytesTests {
  /// *Source:* RFC 9562 appendix A.6.
  @Test func `reads and makes the published example`() {
    let text = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
    let made = UUIDBytes(
      unixMilliseconds: 1_645_557_742_000, random: (0x0CC3, 0x18C4_DC0C_0C07_398F))
    #expect(UUIDBytes(text) == made)
    #expect(UUIDBytes(text.uppercased()) == made)
    #expect(made.description == text)
    #expect(made.version == 7)
    #expect(made.unixMilliseconds == 1_645_557_742_000)
    #expect(Hexadecimal.encode(made.bytes) == "017f22e279b07cc398c4dc0c0c07398f")
  }

  @Test(arguments: [
    ("919108f7-52d1-4320-9bac-f847db4148a8", 4),
    ("00000000-0000-0000-0000-000000000000", 0),
    ("ffffffff-ffff-ffff-ffff-ffffffffffff", 15),
    ("017f22e2-79b0-7cc3-18c4-dc0c0c07398f", 7),
  ])
  func `only version 7 of the standard variant has a time`(text: String, version: Int) {
    let uuid = UUIDBytes(text)
    #expect(uuid?.version == version)
    #expect(uuid?.unixMilliseconds == nil)
    #expect(uuid?.description == text)
  }

  @Test(arguments: [
    "", "017f22e279b07cc398c4dc0c0c07398f", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e2079b0-7cc3-98c4-dc0c0c07398",
    "017f22e2-79b0-7cc3-98c4_dc0c0c07398f", "-17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    "017f22e2-79b0-7cc3-98c4-dc0c0c0739é",
  ])
  func `refuses every other form`(text: String) {
    #expect(UUIDBytes(text) == nil)
  }

  @Test func `random bits never touch time, version and variant`() {
    let highest: Int64 = 0xFFFF_FFFF_FFFF
    for milliseconds in [0, 1, highest] {
      for random in [(UInt16.min, UInt64.min), (UInt16.max, UInt64.max)] {
        let uuid = UUIDBytes(unixMilliseconds: milliseconds, random: random)
        #expect(uuid.unixMilliseconds == milliseconds)
        #expect(UUIDBytes(uuid.description) == uuid)
      }
    }
  }

  @Test func `what is made later sorts later, and nothing comes twice`() {
    #expect(UUIDBytes.make(unixMilliseconds: 1_000) < UUIDBytes.make(unixMilliseconds: 1_001))
    let made = Set((0..<10_000).map { _ in UUIDBytes.make(unixMilliseconds: 5) })
    #expect(made.count == 10_000)
    #expect(made.allSatisfy { $0.unixMilliseconds == 5 })
    let allHigh = made.reduce(0) { $0 | $1.high & 0x0FFF }
    #expect(allHigh == 0x0FFF, "All random bits are used.")
    #expect(made.reduce(0) { $0 | $1.low } == 0xBFFF_FFFF_FFFF_FFFF)
  }
}
