import Application
import HTTPClient
import HTTPServer
import JSON
import Monetization
import Money
import TestKit
import Testing

@testable import API

/// How a purchase begins, and what is refused.
@Suite struct BuyTests {
  private let folder: Folder
  private let world: World

  init() async throws {
    folder = try Folder()
    world = try await World()
  }

  @Test func `a new purchase has the fields that clients rely on`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let made = try stage.buy(#","gateway":"sandbox","currency":"inr""#)
      #expect(made.status == 200)
      #expect(made["status"]?.stringValue == "PENDING")
      #expect(made["purchaseId"]?.stringValue?.hasPrefix("pur_") == true)
      #expect(made["orderId"]?.stringValue?.hasPrefix("ord_") == true)
      #expect(made["coins"]?.integerValue == 100)
      #expect(made["bonusCoins"]?.integerValue == 5)
      #expect(made["totalCoins"]?.integerValue == 105)
      #expect(made["price"]?["amount"]?.integerValue == 9_900)
      #expect(made["price"]?["currency"]?.stringValue == "INR")
      #expect(made["gateway"]?.stringValue == "sandbox")
      let record = try stage.record(made)
      #expect(
        record.json.names.isSuperset(of: [
          "purchaseId", "orderId", "status", "coins", "bonusCoins", "totalCoins", "price",
          "gateway", "paymentLink", "paymentMethod", "transactionId", "failureReason",
          "createdAt", "updatedAt",
        ]))
      #expect(record["paymentLink"] == made["paymentLink"])
      #expect(record["paymentMethod"]?.stringValue == "SANDBOX")
    }
  }

  @Test func `the same key gives the same answer, link included, whatever happened since`()
    async throws
  {
    try await PaymentStage.with(world, in: folder) { stage in
      let first = try stage.buy(key: "key-1")
      try stage.choose("success", first)
      #expect(await stage.webhookAnswers(1) == [200])
      let again = try stage.buy(#","returnUrl":"/elsewhere""#, key: "key-1")
      #expect(again.answer.body == first.answer.body)
      #expect(again.isReplay && !first.isReplay)
      #expect(
        try stage.buy(#","gateway":"sandbox""#, key: "key-1").code == "idempotency_key_reused")
      #expect(try stage.balance() == 105)
    }
  }

  @Test func `many clicks with one key make one purchase`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let bodies = try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for _ in 0..<16 { group.addTask { try stage.buy(key: "one").answer.body } }
        return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
      }
      #expect(bodies.count == 1)
      let list = try stage.call("GET", "/api/coins/purchases")
      #expect(list["data"]?.arrayValue?.count == 1)
    }
  }

  @Test(arguments: ["paypal", "STRIPE", "", "nothing of the kind"])
  func `a gateway that nobody knows is a fault of the field`(gateway: String) async throws {
    let answer = try await world.server.call(
      .post, "/api/coins/purchase", as: "buyer",
      #"{"packageId":"\#(world.package)","gateway":"\#(gateway)"}"#)
    #expect(answer.code == "validation_failed")
    #expect(answer["field"]?.stringValue == "gateway")
  }

  @Test(arguments: ["stripe", "razorpay", "dodo", "external"])
  func `a gateway that is not configured is not supported`(gateway: String) async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let answer = try stage.buy(#","gateway":"\#(gateway)""#)
      #expect(answer.status == 422)
      #expect(answer.code == "gateway_unsupported")
    }
    let none = try await world.server.call(
      .post, "/api/coins/purchase", as: "buyer", #"{"packageId":"\#(world.package)"}"#)
    #expect(none.code == "gateway_unsupported")
  }

  @Test(arguments: [
    "//evil.example", "https://evil.example/", "javascript:alert(1)", "/a\\r\\nset-cookie:x",
    "http://user@127.0.0.1/", "https://app.example.evil.example/", "/\\\\evil.example", "",
    "http://127.0.0.1:1/", "http://localhost/", "http://app.example/",
  ])
  func `the way back leads to our own pages or listed origins only`(address: String) async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let answer = try stage.buy(#","returnUrl":"\#(address)""#)
      #expect(["validation_failed", "rule_violated"].contains(answer.code))
      #expect(answer["field"]?.stringValue == "returnUrl")
    }
  }

  @Test(arguments: ["http", "https"])
  func `the host that a request names decides nothing`(scheme: String) async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let body =
        #"{"packageId":"\#(world.package)","returnUrl":"\#(scheme)://evil.example/login"}"#
      let token = world.server.token(of: "buyer")
      let fields = [
        ("content-type", "application/json"), ("authorization", "Bearer " + token),
        ("host", "evil.example"),
      ]
      let answer = Reply(
        try stage.client.send("POST", "/api/coins/purchase", fields, body: Array(body.utf8)))
      #expect(answer.code == "rule_violated")
      #expect(answer["field"]?.stringValue == "returnUrl")
    }
  }

  @Test(arguments: ["http://127.0.0.1:PORT", "http://localhost:PORT", "https://app.example", ""])
  func `the way back may be a page of this server or of a listed origin`(
    origin: String
  ) async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let page = origin.replacing("PORT", with: "\(stage.port)") + "/coins/shop?tab=1"
      let made = try stage.buy(#","returnUrl":"\#(page)""#)
      let id = try #require(made["purchaseId"]?.stringValue)
      let chosen = try stage.choose("cancel", made)
      #expect(chosen.headers["location"] == "\(page)&purchase=\(id)&outcome=cancel")
    }
  }

  @Test(arguments: [
    (#""currency":"USD""#, "currency"), (#""currency":"ZZZ""#, "currency"),
    (#""currency":"rupees""#, "currency"), (#""gateway":5"#, "gateway"),
    (#""coins":100"#, "coins"), (#""price":1"#, "price"),
  ])
  func `other currencies and unknown fields are refused`(more: String, field: String) async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let answer = try stage.buy("," + more)
      #expect(answer.status == 422)
      #expect(["validation_failed", "rule_violated"].contains(answer.code))
      #expect(answer["field"]?.stringValue == field)
    }
  }

  @Test func `the price of a country is charged, to buyers of other countries not`() async throws {
    _ = try await world.server.call(
      .patch, "/api/admin/packages/\(world.package)", as: "admin",
      #"{"localPrices":[{"country":"US","price":{"amount":129,"currency":"USD"}}]}"#)
    try await PaymentStage.with(world, in: folder) { stage in
      let made = try stage.buy(#","currency":"usd""#)
      #expect(made["price"]?["amount"]?.integerValue == 129)
      #expect(made["price"]?["currency"]?.stringValue == "USD")
      try stage.choose("success", made)
      #expect(await stage.webhookAnswers(1) == [200])
      #expect(try stage.balance() == 105)
      #expect(try stage.buy()["price"]?["currency"]?.stringValue == "INR")
      #expect(try stage.buy(#","currency":"EUR""#)["field"]?.stringValue == "currency")
      let user = try await world.server.register("buyer")
      try await world.server.submit(
        .registerUser(
          RegisterUser(externalID: "buyer", known: user, profile: UserProfile(country: "IN"))))
      let refused = try stage.buy(#","currency":"USD""#)
      #expect(refused.code == "rule_violated")
      #expect(refused["field"]?.stringValue == "currency")
    }
  }

  @Test func `the bonus for the first purchase comes with the one that is paid first`() async throws
  {
    _ = try await world.server.call(
      .patch, "/api/admin/packages/\(world.package)", as: "admin",
      #"{"isFirstPurchaseBonus":true}"#)
    try await PaymentStage.with(world, in: folder) { stage in
      let (one, other) = (try stage.buy(), try stage.buy())
      for made in [one, other] {
        #expect(made["bonusCoins"]?.integerValue == 5)
        #expect(made["isFirstPurchaseBonus"]?.boolValue == true)
      }
      for (count, made) in [other, one].enumerated() {
        try stage.choose("success", made)
        #expect(await stage.webhookAnswers(1) == [200])
        #expect(try stage.balance() == [105, 205][count])
      }
      #expect(try stage.record(other)["totalCoins"]?.integerValue == 105)
      #expect(try stage.record(one)["totalCoins"]?.integerValue == 100)
      #expect(try stage.record(one)["isFirstPurchaseBonus"]?.boolValue == false)
      let later = try stage.buy()
      #expect(later["bonusCoins"]?.integerValue == 0)
      #expect(later["isFirstPurchaseBonus"]?.boolValue == false)
    }
  }

  @Test func `a package that is not on sale is not found, and the refusal is kept`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let body = #"{"packageId":"pkg_000000000001a"}"#
      for _ in 0..<2 {
        let answer = try stage.call("POST", "/api/coins/purchase", body, key: "key")
        #expect(answer.code == "not_found")
      }
    }
  }

  @Test func `any number of coins is bought at once in the demo`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let body = #"{"amountTokens":250}"#
      let made = try stage.call("POST", "/api/tokens/purchase", body, key: "key")
      #expect(made["status"]?.stringValue == "COMPLETED")
      #expect(made["newBalance"]?.integerValue == 250)
      #expect(made["price"]?["amount"]?.integerValue == 25_000)
      #expect(made["paymentLink"] == .null)
      // The same event comes over the network as well, and counts once.
      #expect(await stage.webhookAnswers(1) == [200])
      let record = try stage.record(made)
      #expect(record["transactionId"]?.stringValue?.hasPrefix("sandbox-") == true)
      let again = try stage.call("POST", "/api/tokens/purchase", body, key: "key")
      #expect(again.answer.body == made.answer.body && again.isReplay)
      #expect(try stage.balance() == 250)
      #expect(try stage.verify(made)["newBalance"]?.integerValue == 250)
    }
  }

  @Test(arguments: ["0", "-1", "1000000001", "1.5", "\"1\"", "null"])
  func `a number of coins has bounds`(amount: String) async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let answer = try stage.call("POST", "/api/tokens/purchase", #"{"amountTokens":\#(amount)}"#)
      #expect(answer.code == "validation_failed")
    }
  }

  @Test func `a checkout session leads to the same page`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let session = try stage.call(
        "POST", "/api/payments/create-checkout-session",
        #"{"packageId":"\#(world.package)","currency":"INR"}"#)
      let address = try #require(session["checkoutUrl"]?.stringValue)
      #expect(
        try stage.client.send("GET", String(address.dropFirst(stage.base.count))).status == 200)
      #expect(session["sessionId"]?.stringValue?.hasPrefix("ord_") == true)
    }
  }

  @Test func `lists are paged, newest first, own ones only`() async throws {
    try await PaymentStage.with(world, in: folder) { stage in
      let ids = try (0..<5).map { _ in try #require(try stage.buy()["purchaseId"]?.stringValue) }
      _ = try stage.buy(as: "somebody")
      let first = try stage.call("GET", "/api/coins/purchases?limit=3")
      let cursor = try #require(first["nextCursor"]?.stringValue)
      let second = try stage.call("GET", "/api/coins/purchases?limit=3&cursor=\(cursor)")
      let seen = [first, second].flatMap { page in
        page["data"]?.arrayValue?.compactMap { $0["purchaseId"]?.stringValue } ?? []
      }
      #expect(seen == ids.reversed())
      #expect(second["nextCursor"] == .null)
      let all = try stage.call("GET", "/api/admin/purchases", as: "admin")
      #expect(all["data"]?.arrayValue?.count == 6)
      #expect(all["data"]?.arrayValue?.first?["userId"]?.stringValue == "somebody")
      #expect(try stage.call("GET", "/api/admin/purchases").status == 403)
    }
  }
}
