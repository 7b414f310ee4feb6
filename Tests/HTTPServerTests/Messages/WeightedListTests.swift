import Testing

@testable import HTTPServer

@Suite struct WeightedListTests {
  @Test(arguments: [
    ("", "application/json"), ("*/*", "application/json"), ("text/csv", "text/csv"),
    ("TEXT/CSV", "text/csv"), ("text/*", "text/csv"), ("text/csv;q=0", "application/json"),
    ("text/csv;q=0.9, application/json", "application/json"),
    ("application/json;q=0.5, text/csv;q=0.501", "text/csv"),
    ("text/csv; charset=utf-8; header=present", "text/csv"),
    ("text/csv ; Q=1 , application/json ; q=0.999", "text/csv"),
    ("application/json, text/csv", "application/json"), ("*/*;q=0.1, text/csv", "text/csv"),
    ("text/*, text/csv;q=0, */*;q=0.1", "application/json"), ("image/png", "application/json"),
    ("text/csv;q=2, application/json;q=0.9", "text/csv"), (",,;q=1,text/csv", "text/csv"),
    ("text/csvx", "application/json"), ("text/html, text/csv;q=0.001", "text/csv"),
  ])
  func `the type that the client wants most is sent`(accept: String, type: String) {
    let headers: HTTPHeaders = ["accept": accept]
    #expect(headers.preferred(of: ["application/json", "text/csv"]) == type)
  }

  @Test func `several fields are one list`() {
    let headers: HTTPHeaders = ["accept": "application/json;q=0.2", "Accept": "text/csv;q=0.3"]
    #expect(headers.preferred(of: ["application/json", "text/csv"]) == "text/csv")
  }
}
