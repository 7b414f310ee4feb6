import HTTPServer
import JSON

/// What a call came to, read.
struct Answer: Sendable {
  let status: Int
  let headers: HTTPHeaders
  let bytes: [UInt8]

  init(_ response: HTTPResponse) {
    status = response.status
    headers = response.headers
    bytes =
      switch response.body {
      case .empty: []
      case .bytes(let bytes): bytes
      case .shared(let shared): shared.bytes
      case .stream: preconditionFailure("a stream is read by reading(_:)")
      }
  }

  /// The answer with the whole of a body that is made while it is sent.
  static func reading(_ response: HTTPResponse) async throws -> Answer {
    guard case .stream(let stream) = response.body else { return Answer(response) }
    var bytes: [UInt8] = []
    while let piece = try await stream.next() { bytes += piece }
    return Answer(
      HTTPResponse(status: response.status, headers: response.headers, body: .bytes(bytes)))
  }

  /// The body as JSON; null for any other body.
  var json: JSONValue {
    do { return try JSONValue(parsing: bytes) } catch { return .null }
  }

  /// The body as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The stable code of a problem; nil for every other answer.
  var code: String? {
    headers["content-type"] == "application/problem+json" ? json["code"]?.stringValue : nil
  }

  /// A field of the body.
  subscript(name: String) -> JSONValue? { json[name] }

  /// The elements of `data`.
  var data: [JSONValue] { json["data"]?.arrayValue ?? [] }

  /// Whether a problem is as every problem must be.
  var isWellFormedProblem: Bool {
    headers["content-type"] == "application/problem+json" && json["type"]?.stringValue != nil
      && json["title"]?.stringValue?.isEmpty == false
      && json["status"]?.integerValue == Int64(status)
      && json["error"]?.stringValue?.isEmpty == false
  }
}

extension JSONValue {
  /// The names of an object's members.
  var names: Set<String> {
    guard case .object(let members) = self else { return [] }
    return Set(members.map(\.name))
  }
}
