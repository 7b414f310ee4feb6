import Testing

@testable import LoadKit

@Suite struct AnswerHeadTests {
  @Test(
    arguments: [
      ("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nx: y\r\n\r\n", 200, 12),
      ("HTTP/1.1 409 Conflict\r\nx: y\r\ncontent-length:7\r\n\r\n", 409, 7),
      ("HTTP/1.1 204 No Content\r\nx-content-length-of-old: 9\r\n\r\n", 204, 0),
    ])
  func `knows the status and where the answer ends`(head: String, status: Int, body: Int) throws {
    let bytes = Array(head.utf8)
    let answer = try #require(AnswerHead(bytes + [1, 2, 3]))
    #expect(answer.status == status)
    #expect(answer.wholeCount == bytes.count + body)
  }

  @Test func `waits for the whole head`() {
    let head = Array("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n".utf8)
    for count in head.indices { #expect(AnswerHead(Array(head[..<count])) == nil) }
  }
}
