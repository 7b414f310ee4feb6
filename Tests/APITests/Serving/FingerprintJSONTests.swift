import Application
import JSON
import Testing

@testable import API

@Suite struct FingerprintJSONTests {
  private static func value(_ text: String) throws -> UInt128 {
    var fingerprint = Fingerprint(method: "POST", path: "/")
    fingerprint.add(try JSONValue(parsing: Array(text.utf8)))
    return fingerprint.value
  }

  @Test(arguments: [
    (#"{"a":1,"b":[2]}"#, #" { "b" : [ 2 ], "a" : 1 } "#), (#"{"a":"ä"}"#, #"{"\u0061":"\u00e4"}"#),
  ])
  func `how it is written makes no difference`(one: String, other: String) throws {
    #expect(try Self.value(one) == Self.value(other))
  }

  @Test func `what it says does`() throws {
    let different = [
      "{}", "[]", "null", #"{"a":null}"#, #"{"a":1}"#, #"{"a":"1"}"#, #"{"a":1.0}"#,
      #"{"a":true}"#, #"{"a":"true"}"#, #"{"a":[1]}"#, #"{"a":[[1]]}"#, #"{"a":[1,1]}"#,
      #"{"a":{"b":1}}"#, #"{"a":{},"b":1}"#, #"{"ab":1}"#, #"{"a":1,"b":1}"#,
      #"{"a":["b",1]}"#, #"{"a":"","b":""}"#, #"{"a":["",""]}"#,
    ]
    #expect(Set(try different.map { try Self.value($0) }).count == different.count)
  }
}
