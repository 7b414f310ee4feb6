import Application
import JSON
import Ledger

/// What `from` and `to` mean, in every list and dashboard.
struct Period: Equatable {
  /// Inclusive; nil for the beginning.
  var from: Timestamp?
  /// Exclusive; nil for now.
  var to: Timestamp?
}

extension QueryReader {
  /// `from` and `to`: days of the reporting time zone, `to` included to its end; or times, of which
  /// `to` itself is not included.
  mutating func period(in days: ReportingDays) -> Period {
    let expected = "a date such as 2026-03-01, or a time such as 2026-03-01T12:00:00Z"
    let from = parsed("from", expected: expected) { Self.edge($0, days, isEnd: false) }
    let to = parsed("to", expected: expected) { Self.edge($0, days, isEnd: true) }
    if let from, let to, to <= from {
      refuse("from", "from must be before the end of to.")
    }
    return Period(from: from, to: to)
  }

  private static func edge(_ text: String, _ days: ReportingDays, isEnd: Bool) -> Timestamp? {
    // A year 0 is in no calendar that clients have.
    guard let time = Timestamp(rfc3339: text), !text.hasPrefix("0000") else { return nil }
    let isDay = text.utf8.count == "2026-03-01".utf8.count
    guard everyTime.contains(time.milliseconds) else {
      // Nothing happened so early or will so late: it means the beginning, or now.
      let edge = time.milliseconds < 0 ? everyTime.lowerBound : everyTime.upperBound
      return Timestamp(milliseconds: edge)
    }
    return isDay ? days.start(of: isEnd ? time.day + 1 : time.day) : time
  }

  /// From 1970 up to the year 2243, in milliseconds.
  private static let everyTime = 0...(100_000 * Timestamp.millisecondsPerDay)
}
