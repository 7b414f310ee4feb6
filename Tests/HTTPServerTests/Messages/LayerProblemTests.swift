import Foundation
import Testing

@testable import HTTPServer

@Suite struct LayerProblemTests {
  @Test(arguments: LayerProblem.allCases)
  func `says everything that a problem says`(problem: LayerProblem) throws {
    let response = problem.response
    guard case .shared(let body) = response.body else {
      Issue.record("the body is shared")
      return
    }
    let fields = try #require(
      JSONSerialization.jsonObject(with: Data(body.bytes)) as? [String: Any])
    #expect(Set(fields.keys) == ["type", "title", "status", "code", "error"])
    #expect(fields["status"] as? Int == problem.status)
    #expect(fields["code"] as? String == problem.code)
    #expect((fields["error"] as? String)?.hasSuffix(".") == true)
    #expect(response.status == problem.status)
    #expect(response.headers["content-type"] == "application/problem+json")
  }
}
