import Application
import HTTPServer
import JSON
import Ledger

/// What creators earned.
enum EarningRoutes {
  static let endpoints = [
    Endpoint(
      .get, "/api/earnings/dashboard", needs: .readOwnEarnings,
      "The caller's earnings: balances, by source, per day, top supporters.", dashboard
    ).takingQuery()
  ]

  private static func dashboard(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let creator = try call.user
    let days = call.platform.days
    let today = days.day(of: call.platform.clock.now())
    let range = try call.query { $0.dashboardDays(until: today, in: days) }
    let dashboard = try await call.reading(
      await call.platform.earningsDashboard(of: creator, days: range.asked))
    return .object { $0.write(dashboard, series: range.series) }
  }
}

/// The days that a dashboard is about.
struct DashboardRange: Equatable {
  /// The days of totals and supporters; nil for all, unless the client asks for some.
  let asked: ClosedRange<Int32>?
  /// The days of the series: the last 30, unless the client asks for others.
  let series: ClosedRange<Int32>

  static let seriesDaysMax: Int32 = 366
}

extension QueryReader {
  /// `from` and `to`, of which a dashboard shows whole days: those that a time lies in.
  mutating func dashboardDays(until today: Int32, in days: ReportingDays) -> DashboardRange {
    let period = period(in: days)
    guard period != Period() else {
      return DashboardRange(asked: nil, series: (today - 29)...today)
    }
    // The end is not included: the day before it is the last.
    let last =
      period.to.map { days.day(of: $0.advanced(byMilliseconds: -1)) }
      ?? max(
        today, period.from.map { days.day(of: $0) } ?? today)
    let first = period.from.map { days.day(of: $0) } ?? last - 29
    guard first <= last, last - first < DashboardRange.seriesDaysMax else {
      refuse("from", "from must be at most 366 days before to, and not after it.")
      return DashboardRange(asked: today...today, series: today...today)
    }
    return DashboardRange(asked: first...last, series: first...last)
  }
}
