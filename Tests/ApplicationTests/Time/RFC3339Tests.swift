import Application
import Ledger
import Testing

@Suite struct RFC3339Tests {
  static let both: [(String, Int64)] = [
    ("1970-01-01T00:00:00.000Z", 0),
    ("1969-12-31T23:59:59.999Z", -1),
    ("2000-02-29T00:00:00.000Z", 951_782_400_000),
    ("2024-02-29T12:34:56.789Z", 1_709_210_096_789),
    ("2026-03-01T00:00:00.000Z", 1_772_323_200_000),
    ("1900-03-01T00:00:00.000Z", -2_203_891_200_000),
    ("0000-01-01T00:00:00.000Z", -62_167_219_200_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ]

  @Test(arguments: both)
  func `a time is written and read`(text: String, milliseconds: Int64) {
    #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
    #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
  }

  static let readOnly: [(String, String)] = [
    ("2026-03-01", "2026-03-01T00:00:00.000Z"),
    ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000Z"),
    ("2026-03-01T10:00:00+05:30", "2026-03-01T04:30:00.000Z"),
    ("2026-03-01T00:30:00-01:00", "2026-03-01T01:30:00.000Z"),
    ("2026-03-01T10:00:00.1Z", "2026-03-01T10:00:00.100Z"),
    ("2026-03-01T10:00:00.123999999Z", "2026-03-01T10:00:00.123Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"),
  ]

  @Test(arguments: readOnly)
  func `other spellings of a time are read`(text: String, same: String) {
    #expect(Timestamp(rfc3339: text)?.rfc3339 == same)
  }

  @Test(arguments: [
    "", "2026", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-3-01",
    "2026-03-01 10:00:00Z", "2026-03-01T10:00:00", "2026-03-01T24:00:00Z", "2026-03-01T10:60:00Z",
    "2026-03-01T10:00:61Z", "2026-03-01T10:00Z", "2026-03-01T10:00:00.Z", "2026-03-01T10:00:00+5",
    "2026-03-01T10:00:00Zx", "٢٠٢٦-03-01", "+2026-03-01", "2026-03-01T10:00:00z",
  ])
  func `a text that is no time is refused`(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test func `every day of eight centuries comes back`() {
    for day in stride(from: Int32(-140_000), through: 160_000, by: 1) {
      let midnight = Timestamp(milliseconds: Int64(day) * Timestamp.millisecondsPerDay)
      #expect(Timestamp(rfc3339: Timestamp.date(ofDay: day)) == midnight)
    }
  }

  @Test(arguments: [Int64.min, Int64.max])
  func `times outside four digits are held at the edge`(milliseconds: Int64) {
    let text = Timestamp(milliseconds: milliseconds).rfc3339
    #expect(text == (milliseconds < 0 ? Self.both[6].0 : Self.both[7].0))
  }
}
