import LoadKit
import Testing

@Suite struct LoadResultTests {
  @Test(arguments: [(0, 1), (50, 51), (99, 100), (100, 100)] as [(Double, Double)])
  func `gives percentiles of what was measured, in milliseconds`(
    percent: Double, milliseconds: Double
  ) {
    var result = LoadResult()
    result.latencies = (1...100).reversed().map { UInt64($0) * 1_000_000 }
    #expect(result.percentile(percent) == milliseconds)
  }

  @Test func `is nothing before anything was answered`() {
    #expect(LoadResult().percentile(99) == 0)
    #expect(LoadResult().perSecond == 0)
  }

  @Test func `counts answers per second`() {
    var result = LoadResult()
    result.answered = 500
    result.seconds = 2
    #expect(result.perSecond == 250)
  }
}
