import Testing

@testable import HTTPServer

@Suite struct HTTPHeadersTests {
  @Test func `a field that may occur once is absent, has one value, or contradicts itself`() {
    let headers: HTTPHeaders = ["a": "1", "b": "2", "B": "2"]
    #expect(headers.single("a") == .value("1"))
    #expect(headers.single("b") == .several)
    #expect(headers.single("c") == .absent)
    #expect(headers.single("b").value == nil)
  }

  @Test(
    arguments: [
      (["content-type": "application/json"], true),
      (["content-type": "application/json", "Content-Type": "application/json"], false),
      (["content-type": "application/json", "content-encoding": "identity"], true),
      (
        [
          "content-type": "application/json", "content-encoding": "identity",
          "Content-Encoding": "gzip",
        ], false
      ),
    ] as [(HTTPHeaders, Bool)])
  func `a body of two types is of none`(headers: HTTPHeaders, isRead: Bool) {
    let route = Route(.post, "/", mediaTypes: ["application/json"]) { _, _ in .empty(204) }
    #expect(route.reads(headers) == isRead)
  }

  @Test func `a page of two origins is of none`() {
    let policy = OriginPolicy.sameHostOr(["https://app.example"])
    #expect(policy.allows(["host": "a", "origin": "https://app.example"]))
    #expect(
      !policy.allows(["host": "a", "origin": "https://app.example", "Origin": "https://b.example"]))
  }
}
