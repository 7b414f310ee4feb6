import Foundation
import Ledger

extension ReportingDays {
  /// The days of a zone by its IANA name; nil for one that this machine does not know.
  init?(zoneNamed name: String) {
    guard name.contains("/") || name == "UTC", let zone = TimeZone(identifier: name) else {
      return nil
    }
    func offset(at seconds: Int64) -> Int64 {
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
    }
    // No zone changes twice within a week.
    let week: Int64 = 7 * 86_400
    var (time, known) = (Self.firstSecond, offset(at: Self.firstSecond))
    let first = known
    var changes: [Change] = []
    while time < Self.lastSecond {
      let next = time + week
      if offset(at: next) != known {
        var (before, after) = (time, next)
        while before + 1 < after {
          let middle = before + (after - before) / 2
          if offset(at: middle) == known { before = middle } else { after = middle }
        }
        known = offset(at: next)
        changes.append(
          Change(from: Timestamp(milliseconds: after * 1_000), offsetSeconds: known))
      }
      time = next
    }
    self.init(zone: name, firstOffsetSeconds: first, changes: changes)
  }

  /// 2020-01-01, before there was an entry, and 2100-01-01, after which nothing changes any more.
  private static let firstSecond: Int64 = 1_577_836_800
  private static let lastSecond: Int64 = 4_102_444_800
}
