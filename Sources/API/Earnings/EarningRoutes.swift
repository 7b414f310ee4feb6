import Application
import HTTPServer
import JSON
import Ledger

/// What creators earned.
enum EarningRoutes {
  static let endpoints = [
    Endpoint(
      .get, "/api/earnings/dashboard", needs: .readOwnEarnings,
      "The caller's earnings: balances, by source, per day, top supporters.", dashboard)
  ]

  private static func dashboard(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let creator = try call.user
    let today = call.platform.clock.now().day
    let range = try call.query { $0.days(until: today) }
    let dashboard = try await call.reading(
      await call.platform.earningsDashboard(of: creator, days: range.summed))
    return .object { $0.write(dashboard, series: range.series) }
  }
}

/// The days that a dashboard is about.
struct DashboardRange: Equatable {
  /// The days of the totals: all, unless the client asks for some.
  let summed: ClosedRange<Int32>
  /// The days of the series: the last 30, unless the client asks for others.
  let series: ClosedRange<Int32>

  static let seriesDaysMax: Int32 = 366
  static let everyDay: ClosedRange<Int32> = 0...100_000
}

extension QueryReader {
  /// `from` and `to`, both days inclusive.
  mutating func days(until today: Int32) -> DashboardRange {
    let from = day("from")
    let to = day("to")
    guard from != nil || to != nil else {
      return DashboardRange(summed: DashboardRange.everyDay, series: (today - 29)...today)
    }
    let last = to ?? today
    let first = from ?? last - 29
    guard first <= last, last - first < DashboardRange.seriesDaysMax else {
      note("from", .outOfRange, "from must be at most 366 days before to, and not after it.")
      return DashboardRange(summed: today...today, series: today...today)
    }
    return DashboardRange(summed: first...last, series: first...last)
  }

  private mutating func day(_ name: String) -> Int32? {
    parsed(name, expected: "a date such as 2026-03-01") { text in
      Timestamp(rfc3339: text).flatMap { time in
        DashboardRange.everyDay.contains(time.day) ? time.day : nil
      }
    }
  }
}
