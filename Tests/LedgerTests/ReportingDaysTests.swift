import Ledger
import Testing

@Suite struct ReportingDaysTests {
  private static let hour: Int64 = 3_600_000

  private static func days(
    _ name: String, _ first: Int64, _ changes: (Int64, Int64)...
  )
    -> ReportingDays
  {
    ReportingDays(
      zone: name, firstOffsetSeconds: first,
      changes: changes.map {
        ReportingDays.Change(from: Timestamp(milliseconds: $0.0 * 1_000), offsetSeconds: $0.1)
      })
  }

  /// An hour more from 2027-03-28 01:00 to 2027-10-31 01:00 UTC, as in Berlin.
  private static let berlin = days(
    "Europe/Berlin", 3_600, (1_806_195_600, 7_200), (1_824_944_400, 3_600))
  private static let kolkata = days("Asia/Kolkata", 19_800)

  private static func length(of day: Int32, in days: ReportingDays) -> Int64 {
    days.start(of: day + 1).milliseconds - days.start(of: day).milliseconds
  }

  @Test(arguments: [(20_904, 24), (20_905, 23), (20_906, 24), (21_122, 25), (21_123, 24)])
  func `a day is an hour shorter and longer where the clock changes`(day: Int32, hours: Int64) {
    #expect(Self.length(of: day, in: Self.berlin) == hours * Self.hour)
    #expect(Self.length(of: day, in: .utc) == 24 * Self.hour)
    #expect(Self.length(of: day, in: Self.kolkata) == 24 * Self.hour)
  }

  @Test func `a day begins at the midnight of its zone`() {
    let day: Int32 = 20_905
    let midnight = Int64(day) * 24 * Self.hour
    #expect(ReportingDays.utc.start(of: day).milliseconds == midnight)
    #expect(Self.kolkata.start(of: day).milliseconds == midnight - 11 * Self.hour / 2)
    #expect(Self.berlin.start(of: day).milliseconds == midnight - Self.hour)
    #expect(Self.berlin.start(of: day + 1).milliseconds == midnight + 22 * Self.hour)
  }

  @Test(arguments: [-12, -11, -1, 0, 1, 5, 13, 14] as [Int64])
  func `every moment is on the day between whose ends it lies`(hours: Int64) {
    let days = Self.days(
      "Test", hours * 3_600, (1_806_195_600, hours * 3_600 + 1_800), (1_806_800_400, hours * 3_600))
    for step in 0..<2_000 as Range<Int64> {
      let time = Timestamp(milliseconds: 1_806_000_000_000 + step * 777_777)
      let day = days.day(of: time)
      #expect(days.start(of: day) <= time && time < days.start(of: day + 1))
    }
  }

  @Test func `other rules are other days`() {
    let all = [
      .utc, Self.berlin, Self.kolkata, Self.days("Europe/Berlin", 3_600),
      Self.days("Europe/Berlin", 3_600, (1_806_195_600, 7_200)),
    ]
    #expect(Set(all.map(\.fingerprint)).count == all.count)
  }
}
