/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Sendable, Comparable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The number of the UTC day, counted from 1970-01-01 as 0.
  package var day: Int32 {
    let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: Self.millisecondsPerDay)
    return Int32(clamping: rest < 0 ? days - 1 : days)
  }

  /// The time this many milliseconds later, clamped to Int64.
  package func advanced(byMilliseconds delta: Int64) -> Timestamp {
    let (sum, overflow) = milliseconds.addingReportingOverflow(delta)
    return Timestamp(milliseconds: overflow ? (delta > 0 ? .max : .min) : sum)
  }

  /// The milliseconds of one day.
  package static let millisecondsPerDay: Int64 = 86_400_000

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }
}
