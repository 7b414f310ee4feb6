import Application
import HTTPServer
import JSON
import Ledger

/// Moving the time of a server that was started with a test's clock.
enum TestClockRoutes {
  static let endpoints = [
    Endpoint(
      .post(.counted), "/api/admin/test-clock", needs: .moveClock,
      "Move the time ahead, for tests.",
      advance)
  ]

  private static func advance(_ call: APICall) async throws(Problem) -> HTTPResponse {
    guard let clock = call.environment.configuration.testClock else { throw .featureDisabled }
    let seconds = try call.body { $0.integer("advanceSeconds", 1...TestClock.aheadSecondsMax) }
    guard let ahead = clock.advance(bySeconds: seconds) else {
      throw Problem(
        rule: "advanceSeconds",
        "The clock goes at most \(TestClock.aheadSecondsMax) seconds ahead in all.")
    }
    return .object { object in
      object.field("now", clock.now().rfc3339)
      object.field("aheadSeconds", ahead)
    }
  }
}
