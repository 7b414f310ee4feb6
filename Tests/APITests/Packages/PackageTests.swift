import HTTPServer
import JSON
import Testing

@testable import API

@Suite struct PackageTests {
  @Test func `packages are shown with bonus and price, retired ones only to admins`() async throws {
    let world = try await World()
    let list = try await world.server.call(.get, "/api/coins/packages")
    let package = try #require(list.data.first)
    #expect(package["id"]?.stringValue == world.package)
    #expect(package["totalCoins"]?.integerValue == 105)
    #expect(package["price"]?["amount"]?.integerValue == 9_900)
    #expect(package["price"]?["currency"]?.stringValue == "INR")
    let retired = try await world.server.call(
      .delete, "/api/admin/packages/\(world.package)", as: "admin")
    #expect(retired["isActive"]?.boolValue == false)
    #expect(try await world.server.call(.get, "/api/coins/packages").data.isEmpty)
    let all = try await world.server.call(.get, "/api/admin/packages", as: "admin")
    #expect(all.data.count == 1)
  }

  @Test(arguments: [
    (#"{"name":"X","coins":0,"price":{"amount":1,"currency":"INR"}}"#, "coins"),
    (#"{"name":"X","coins":1,"price":{"amount":0,"currency":"INR"}}"#, "price"),
    (#"{"name":"X","coins":1,"price":{"amount":1,"currency":"inr"}}"#, "price.currency"),
    (#"{"name":"","coins":1,"price":{"amount":1,"currency":"INR"}}"#, "name"),
    (#"{"coins":1,"price":{"amount":1,"currency":"INR"}}"#, "name"),
  ])
  func `a package that cannot be sold is refused`(body: String, field: String) async throws {
    let world = try await World()
    let answer = try await world.server.call(.post, "/api/admin/packages", as: "admin", body)
    #expect(answer.code == "validation_failed")
    #expect(answer["field"]?.stringValue == field)
  }
}
