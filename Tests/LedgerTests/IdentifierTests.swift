import Ledger
import TestKit
import Testing

private enum Sample: Identified {
  static let prefix = "smp"
}

private typealias SampleID = Identifier<Sample>

@Suite struct IdentifierTests {
  @Test func `texts are read back and sort as their integers do`() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    var ids = (0..<5_000).map { _ in SampleID(random.anyCount()) }
    ids += [SampleID(0), SampleID(1), SampleID(31), SampleID(32), SampleID(.max)]
    for id in ids {
      #expect(SampleID(text: id.text) == id, "seed \(seed)")
      #expect(id.text.utf8.count == 17)
    }
    let byText = ids.sorted { $0.text < $1.text }
    #expect(byText == ids.sorted(), "seed \(seed)")
  }

  @Test(arguments: [
    "", "smp", "smp_", "smp_000000000000", "smp_00000000000000", "gft_0000000000000",
    "smp-0000000000000", "SMP_0000000000000", "smp_000000000000I", "smp_000000000000i",
    "smp_000000000000l", "smp_000000000000o", "smp_000000000000u", "smp_000000000000A",
    "smp_000000000000 ", " smp_000000000000", "smp_zzzzzzzzzzzzz", "smp_8000000000000",
    "smp_00000000000é", "smp_0000000000-01",
  ])
  func `no other text is an identifier`(text: String) { #expect(SampleID(text: text) == nil) }

  @Test func `an identifier knows when it was minted`() {
    var clock = HybridClock(writer: .first, last: .zero)
    let now = Timestamp(milliseconds: 1_800_000_000_123)
    #expect(SampleID(clock.next(now: now).rawValue).time == now)
  }
}
