/// The days by which sums are kept and lists are filtered: those of one time zone.
///
/// A table of when the zone's distance from UTC changes, so that the rules need no calendar of the
/// system. Days have 23 and 25 hours where it changes.
package struct ReportingDays: Equatable, Sendable {
  /// From when on a zone is how far ahead of UTC.
  package struct Change: Equatable, Sendable {
    package let from: Timestamp
    package let offsetSeconds: Int64

    package init(from: Timestamp, offsetSeconds: Int64) {
      self.from = from
      self.offsetSeconds = offsetSeconds
    }
  }

  /// The name of the zone, such as `Asia/Kolkata`.
  package let zone: String
  private let firstOffsetSeconds: Int64
  /// In the order of time.
  private let changes: [Change]

  /// The days of UTC.
  package static let utc = ReportingDays(zone: "UTC", firstOffsetSeconds: 0, changes: [])

  /// - Parameters:
  ///   - zone: Its name.
  ///   - firstOffsetSeconds: How far it is ahead of UTC before the first change.
  ///   - changes: In the order of time.
  package init(zone: String, firstOffsetSeconds: Int64, changes: [Change]) {
    self.zone = zone
    self.firstOffsetSeconds = firstOffsetSeconds
    self.changes = changes
  }

  /// The number of the day that a time is on; day 0 is 1970-01-01.
  package func day(of time: Timestamp) -> Int32 {
    time.advanced(byMilliseconds: 1_000 * offsetSeconds(at: time)).day
  }

  /// When a day begins; the day before ends then.
  package func start(of day: Int32) -> Timestamp {
    // No zone is further from UTC than this, and days come in order.
    let midnight = Int64(day) * Timestamp.millisecondsPerDay
    var (before, from) = (midnight - Timestamp.millisecondsPerDay, midnight)
    from += Timestamp.millisecondsPerDay
    while before + 1 < from {
      let middle = before + (from - before) / 2
      if self.day(of: Timestamp(milliseconds: middle)) < day {
        before = middle
      } else {
        from = middle
      }
    }
    return Timestamp(milliseconds: from)
  }

  /// What tells these days from others, also from those of the same zone by other rules.
  package var fingerprint: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for change in changes {
      for number in [change.from.milliseconds, change.offsetSeconds] {
        hash = (hash ^ UInt64(bitPattern: number)) &* 0x100_0000_01B3
      }
    }
    return "\(zone) \(firstOffsetSeconds) \(hash)"
  }

  private func offsetSeconds(at time: Timestamp) -> Int64 {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].from <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? firstOffsetSeconds : changes[low - 1].offsetSeconds
  }
}
