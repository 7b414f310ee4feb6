import Application
import JSON
import Ledger
import LoadKit
import TestKit
import Testing

@Suite struct EngineBenchTests {
  @Test func `measures every mode and reports it`() async throws {
    let store = InMemoryStore()
    let platform = Platform(
      store: store, projections: InMemoryProjections(), clock: FakeClock())
    var size = EngineBench.Size()
    (size.senders, size.creators, size.gifts, size.batch, size.rounds) = (20, 5, 100, 10, 1)
    let bench = EngineBench(
      platform: platform, writer: try store.openWriter(acceptingLoss: false), size: size)
    let report = try await bench.run()
    let json = try JSONValue(parsing: Array(report.json.utf8))
    for mode in EngineBench.Mode.allCases {
      let rate = try #require(json[mode.rawValue]?["giftsPerSecond"]?.integerValue)
      #expect(rate > 0)
    }
    #expect(json["cpuMicroseconds"] != nil)
    #expect(report.text.contains("gifts/s"))
    // 25 people, coins for 20, an application and a review for 5, one gift, three rounds of 100.
    let entries = try store.journalEnd().sequences.map(\.sequence).reduce(0, +)
    #expect(entries == 356)
  }
}
