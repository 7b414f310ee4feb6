import HTTPServer
import JSON
import TestKit
import Testing

@testable import API

@Suite struct DashboardTests {
  @Test func `gifts show as gross, commission and balance, by day and supporter`() async throws {
    let world = try await World()
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(10))
    world.server.clock.move(byMilliseconds: 86_400_000)
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(30))
    let dashboard = try await world.server.call(.get, "/api/earnings/dashboard", as: "creator")
    #expect(dashboard["unit"]?.stringValue == "coin")
    #expect(dashboard["totalEarned"]?.integerValue == 400)
    #expect(dashboard["platformCommission"]?.integerValue == 100)
    #expect(dashboard["availableBalance"]?.integerValue == 300)
    #expect(dashboard["fromGifts"]?.integerValue == 400)
    #expect(dashboard["fromTips"]?.integerValue == 0)
    #expect(dashboard["minimumWithdrawal"]?.integerValue == 1_000)
    let series = dashboard["series"]?.arrayValue ?? []
    #expect(series.count == 30)
    #expect(series.suffix(2).map { $0["net"]?.integerValue } == [75, 225])
    #expect(dashboard["topSupporters"]?.arrayValue?.first?["total"]?.integerValue == 400)
    #expect(dashboard["byUnit"]?.arrayValue?.first?["totalEarned"]?.integerValue == 400)
  }

  @Test func `a range chooses days for totals and series`() async throws {
    let world = try await World()
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(10))
    world.server.clock.move(byMilliseconds: 86_400_000)
    _ = try await world.server.call(.post, "/api/gifts/send", as: "viewer", world.send(30))
    let range = "from=2027-01-15&to=2027-01-15"
    let first = try await world.server.call(
      .get, "/api/earnings/dashboard?\(range)", as: "creator")
    #expect(first["totalEarned"]?.integerValue == 100)
    #expect(first["series"]?.arrayValue?.count == 1)
    #expect(first["series"]?.arrayValue?.first?["day"]?.stringValue == "2027-01-15")
    #expect(first["availableBalance"]?.integerValue == 300)
  }

  @Test(arguments: ["from=2027-01-02&to=2027-01-01", "from=2020-01-01&to=2027-01-01", "from=soon"])
  func `an empty or too long range is refused`(query: String) async throws {
    let world = try await World()
    let answer = try await world.server.call(
      .get, "/api/earnings/dashboard?\(query)", as: "creator")
    #expect(answer.code == (query == "from=soon" ? "validation_failed" : "rule_violated"))
    #expect(answer["field"]?.stringValue == "from")
  }
}
