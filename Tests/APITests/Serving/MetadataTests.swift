import HTTPClient
import HTTPServer
import JSON
import TestKit
import Testing

@testable import API

/// What an integrator keeps with gifts, purchases and adjustments.
@Suite struct MetadataTests {
  private static let given = #","metadata":{"order":"A-1","basket":"é\n","Empty":""}"#
  /// In the order of the bytes of the keys.
  private static let kept = JSONValue.object([
    JSONValue.Member("Empty", .string("")), JSONValue.Member("basket", .string("é\n")),
    JSONValue.Member("order", .string("A-1")),
  ])

  @Test func `a gift returns it to both who have part in it, and on their statements`() async throws
  {
    let world = try await World()
    let server = world.server
    let sent = try await server.call(
      .post, "/api/gifts/send", as: "viewer",
      world.send(2, #","message":"Hello","postId":"post""# + Self.given))
    #expect(sent["metadata"] == Self.kept)
    for (target, user) in [
      ("/api/gifts/history", "viewer"), ("/api/gifts/received", "creator"),
      ("/api/transactions?type=GIFT_SENT", "viewer"),
    ] {
      let page = try await server.call(.get, target, as: user)
      #expect(page.data.map { $0["metadata"] } == [Self.kept], "\(target)")
    }
    let history = try await server.call(.get, "/api/gifts/history", as: "viewer")
    #expect(history.data.first?["message"]?.stringValue == "Hello")
    let earnings = try await server.call(
      .get, "/api/transactions?account=earnings", as: "creator")
    #expect(earnings.data.map { $0["metadata"] } == [Self.kept, Self.kept])
    let post = try await server.call(.get, "/api/posts/post/gifts")
    #expect(post.data.first?["message"]?.stringValue == "Hello")
    #expect(post.data.first?.names.contains("metadata") == false, "a post is for everybody")
  }

  @Test(arguments: ["", #","metadata":{}"#])
  func `where there is none it is null`(more: String) async throws {
    let world = try await World()
    let sent = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(1, more))
    #expect(sent.status == 200)
    #expect(sent["metadata"] == .null)
    for target in ["/api/gifts/history", "/api/transactions"] {
      let page = try await world.server.call(.get, target, as: "viewer")
      #expect(page.data.allSatisfy { $0["metadata"] == .null })
    }
  }

  @Test func `an adjustment returns it, and on the statement beside its reason`() async throws {
    let world = try await World()
    let body = #"{"userId":"viewer","amount":5,"reason":"A test."\#(Self.given)}"#
    let made = try await world.server.call(
      .post, "/api/admin/adjustments", as: "admin", body, key: "a")
    #expect(made["metadata"] == Self.kept)
    let again = try await world.server.call(
      .post, "/api/admin/adjustments", as: "admin", body, key: "a")
    #expect(again.bytes == made.bytes)
    let page = try await world.server.call(.get, "/api/transactions?limit=1", as: "viewer")
    #expect(page.data.map { $0["metadata"] } == [Self.kept])
    #expect(page.data.first?["description"]?.stringValue == "Adjustment: A test.")
  }

  @Test func `a purchase returns it while it is open, once it is paid, and on its lines`()
    async throws
  {
    let (folder, world) = (try Folder(), try await World())
    try await PaymentStage.with(world, in: folder) { stage in
      let made = try stage.buy(Self.given, key: "a")
      #expect(made["metadata"] == Self.kept)
      #expect(try stage.record(made)["metadata"] == Self.kept)
      try stage.choose("success", made)
      #expect(await stage.webhookAnswers(1) == [200])
      let again = try stage.buy(Self.given, key: "a")
      #expect(again.answer.body == made.answer.body && again.isReplay)
      for (target, user) in [
        ("/api/coins/purchases", "buyer"), ("/api/admin/purchases", "admin"),
      ] {
        let list = try stage.call("GET", target, as: user)
        #expect(list["data"]?.arrayValue?.map { $0["metadata"] } == [Self.kept], "\(target)")
      }
      let lines = try stage.call("GET", "/api/transactions")["data"]?.arrayValue ?? []
      #expect(lines.map { $0["type"]?.stringValue } == ["BONUS", "PURCHASE"])
      #expect(lines.map { $0["metadata"] } == [Self.kept, Self.kept])
    }
  }

  @Test(arguments: [
    ("/api/tokens/purchase", #""amountTokens":7"#),
    ("/api/payments/create-checkout-session", #""packageId":"PACKAGE""#),
  ])
  func `every way to begin a purchase keeps it`(target: String, goods: String) async throws {
    let (folder, world) = (try Folder(), try await World())
    try await PaymentStage.with(world, in: folder) { stage in
      let body = "{" + goods.replacing("PACKAGE", with: world.package) + Self.given + "}"
      let made = try stage.call("POST", target, body)
      #expect(made.status == 200)
      #expect(try stage.record(made)["metadata"] == Self.kept)
    }
  }

  @Test func `another metadata is another request`() async throws {
    let world = try await World()
    let bodies = [
      world.send(1, Self.given), world.send(1), world.send(1, #","metadata":{"order":"A-1"}"#),
    ]
    var codes: [String?] = []
    for body in bodies {
      codes.append(
        try await world.server.call(.post, "/api/gifts/send", as: "viewer", body, key: "a").code)
    }
    #expect(codes == [nil, "idempotency_key_reused", "idempotency_key_reused"])
    let turned = #","metadata":{"Empty":"","order":"A-1","basket":"\u00e9\n"}"#
    let again = try await world.server.call(
      .post, "/api/gifts/send", as: "viewer", world.send(1, turned), key: "a")
    #expect(again.headers["idempotent-replayed"] == "true")
    #expect(again["metadata"] == Self.kept)
  }

  /// Texts of JSON, each with the field at fault and the code that says why.
  static let faults = [
    ("5", "metadata", "wrong_type"), (#"["a"]"#, "metadata", "wrong_type"),
    (#"{"a":1}"#, "metadata.a", "wrong_type"), (#"{"a":null}"#, "metadata.a", "wrong_type"),
    (#"{"a":{"b":"c"}}"#, "metadata.a", "wrong_type"), (#"{"":"a"}"#, "metadata.", "too_short"),
    (#"{"\#(text(41))":"a"}"#, "metadata.\(text(41))", "too_long"),
    (#"{"\#(text(90))":"a"}"#, "metadata.\(text(64))", "too_long"),
    (#"{"a":"\#(text(501))"}"#, "metadata.a", "too_long"),
    (#"{"a":"\u0000"}"#, "metadata.a", "control_character"),
    (#"{"a\u001f":"b"}"#, "metadata.a\u{1F}", "control_character"),
    (object(21, of: 1), "metadata", "too_many"), (object(9, of: 450), "metadata", "too_long"),
  ]

  @Test(arguments: faults)
  func `what does not fit is named with its field`(
    metadata: String, field: String, code: String
  ) async throws {
    let world = try await World()
    let more = #","metadata":\#(metadata)"#
    for (target, user, body) in [
      ("/api/gifts/send", "viewer", world.send(1, more)),
      (
        "/api/admin/adjustments", "admin",
        #"{"userId":"viewer","amount":5,"reason":"A test."\#(more)}"#
      ), ("/api/coins/purchase", "viewer", #"{"packageId":"\#(world.package)"\#(more)}"#),
      ("/api/tokens/purchase", "viewer", #"{"amountTokens":7\#(more)}"#),
      (
        "/api/payments/create-checkout-session", "viewer",
        #"{"packageId":"\#(world.package)"\#(more)}"#
      ),
    ] {
      let answer = try await world.server.call(.post, target, as: user, body)
      #expect(answer.code == "validation_failed")
      let fault = answer["fields"]?.arrayValue?.first
      #expect(fault?["field"]?.stringValue == field)
      #expect(fault?["code"]?.stringValue == code)
    }
    #expect(try await world.balance() == World.coins)
  }

  private static func text(_ count: Int) -> String { String(repeating: "x", count: count) }

  /// An object of so many texts of so many bytes.
  private static func object(_ count: Int, of bytes: Int) -> String {
    let members = (0..<count).map { #""k\#($0)":"\#(text(bytes))""# }
    return "{" + members.joined(separator: ",") + "}"
  }
}
