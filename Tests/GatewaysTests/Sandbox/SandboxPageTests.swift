import Application
import HTTPClient
import HTTPServer
import Ledger
import TestKit
import Testing

@testable import Gateways

@Suite struct SandboxPageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `shows what is bought, for how much, and every ending`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let page = try stage.open(stage.path(of: try await stage.gateway.begin(order())))
      #expect(page.status == 200)
      for part in ["₹899.00", "Super fan", "1,000", "+100", "Test mode", "lang=\"en\"", "<h1>"] {
        #expect(page.text.contains(part), "\(part)")
      }
      for outcome in SandboxOutcome.allCases {
        let button = "name=\"outcome\" value=\"\(outcome.rawValue)\""
        #expect(page.text.count(of: button) == 1, "\(button)")
      }
    }
  }

  @Test func `runs no script and keeps no copy`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let page = try stage.open(stage.path(of: try await stage.gateway.begin(order())))
      let policy = try #require(page.headers["content-security-policy"])
      #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; img-src 'self'"))
      #expect(policy.contains("frame-ancestors 'none'"))
      #expect(page.headers["cache-control"] == "no-store")
      #expect(!page.text.contains("<script") && !page.text.contains("style="))
    }
  }

  @Test func `shows what somebody else wrote as text`() async throws {
    let title = #"<img src=x onerror=alert(1)>"'&"#
    try await SandboxStage.with(in: folder) { stage in
      let start = try await stage.gateway.begin(order(title: title))
      let page = try stage.open(stage.path(of: start))
      #expect(!page.text.contains("<img src=x"))
      #expect(page.text.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"))
    }
  }

  @Test(arguments: [
    "", "?token=", "?token=AAAAAAAAAAAAAAAAAAAAAA", "?other=1", "?token=%00", "?token=%zz",
  ])
  func `opens only with its token`(query: String) async throws {
    try await SandboxStage.with(in: folder) { stage in
      let path = stage.path(of: try await stage.gateway.begin(order()))
      let bare = String(path.prefix { $0 != "?" })
      #expect(try stage.open(bare + query).status == 404)
      #expect(try stage.choose("success", bare + query).status == 404)
      #expect(await stage.gateway.book.record(of: OrderID(42))?.decision == nil)
    }
  }

  @Test func `the token of one order opens no other`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let one = stage.path(of: try await stage.gateway.begin(order(1)))
      let two = stage.path(of: try await stage.gateway.begin(order(2)))
      let mixed = String(two.prefix { $0 != "?" } + one.drop { $0 != "?" })
      #expect(try stage.open(mixed).status == 404)
    }
  }

  @Test func `the same order is begun once and has one address`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let first = try await stage.gateway.begin(order())
      #expect(try await stage.gateway.begin(order()) == first)
      #expect(stage.gateway.page(of: OrderID(42)).map { .page($0) } == first)
    }
  }

  @Test(arguments: [
    "", "outcome=", "outcome=refund", "outcome=success&outcome=fail", "outcome=success&more=1",
    "other=success", "outcome=%zz", "outcome", "{\"outcome\":\"success\"}",
  ])
  func `takes a form with one outcome and nothing else`(form: String) async throws {
    try await SandboxStage.with(in: folder) { stage in
      let path = stage.path(of: try await stage.gateway.begin(order()))
      let answer = try stage.post(form, path)
      #expect(answer.status == 422)
      #expect(answer.text.contains("role=\"alert\""))
      #expect(await stage.gateway.book.record(of: OrderID(42))?.decision == nil)
    }
  }

  @Test func `takes no other media type and no long body`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let path = stage.path(of: try await stage.gateway.begin(order()))
      let json = [("content-type", "application/json")]
      let body = Array("outcome=success".utf8)
      #expect(try stage.client.send("POST", path, json, body: body).status == 415)
      #expect(try stage.post(String(repeating: "a", count: 2_000), path).status == 413)
    }
  }

  @Test(arguments: [
    ("/coins/shop", "/coins/shop?purchase=pur_000000000001a&outcome=success"),
    ("/stream/1?tab=2", "/stream/1?tab=2&purchase=pur_000000000001a&outcome=success"),
    (
      "https://app.example/a?#top",
      "https://app.example/a?purchase=pur_000000000001a&outcome=success#top"
    ),
  ])
  func `sends the browser back with the purchase`(
    address: String, location: String
  ) async throws {
    try await SandboxStage.with(in: folder) { stage in
      let start = try await stage.gateway.begin(order(returnAddress: address))
      let answer = try stage.choose("success", stage.path(of: start))
      #expect(answer.status == 303)
      #expect(answer.headers["location"] == location)
    }
  }

  @Test func `the form may lead to the origin of the way back and to no other`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let start = try await stage.gateway.begin(order(returnAddress: "https://app.example/a"))
      let policy = try stage.open(stage.path(of: start)).headers["content-security-policy"]
      #expect(policy?.contains("form-action 'self' https://app.example;") == true)
    }
  }

  @Test func `without a way back it shows how it ended`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let start = try await stage.gateway.begin(order(returnAddress: nil))
      let answer = try stage.choose("fail", stage.path(of: start))
      #expect(answer.status == 200)
      #expect(answer.text.contains("Payment declined"))
      #expect(!answer.text.contains("<form"))
    }
  }

  @Test func `a second choice shows the first and tells nobody anything`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let path = stage.path(of: try await stage.gateway.begin(order()))
      #expect(try stage.choose("success", path).status == 303)
      #expect(try stage.choose("success", path).status == 303)
      let other = try stage.choose("fail", path)
      #expect(other.status == 200 && other.text.contains("Payment complete"))
      #expect(try stage.open(path).text.contains("Payment complete"))
      let record = await stage.gateway.book.record(of: OrderID(42))
      #expect(record?.decision?.outcome == .success)
    }
  }

  @Test func `of many choices at once one happens`() async throws {
    try await SandboxStage.with(in: folder) { stage in
      let path = stage.path(of: try await stage.gateway.begin(order()))
      let outcomes = SandboxOutcome.allCases.map(\.rawValue)
      try await withThrowingTaskGroup(of: Int.self) { group in
        for index in 0..<24 {
          group.addTask { try stage.choose(outcomes[index % outcomes.count], path).status }
        }
        for try await status in group { #expect([200, 303].contains(status)) }
      }
      let record = try #require(await stage.gateway.book.record(of: OrderID(42)))
      let decided = try #require(record.decision)
      let events = SandboxEvent.events(of: record.order, decided, delayMilliseconds: 0)
      let told = await stage.shop.next(events.count)
      #expect(told.map(\.body) == events.map(\.body))
    }
  }
}

extension String {
  /// How often a part stands in the text.
  fileprivate func count(of part: String) -> Int { split(separator: part).count - 1 }
}
