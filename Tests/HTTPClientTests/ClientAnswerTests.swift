import HTTPClient
import Testing

@Suite struct ClientAnswerTests {
  @Test func `joins the values of a repeated field`() throws {
    let head = "HTTP/1.1 200 OK\r\nVary: Origin\r\nvary:Accept\r\nx-empty:\r\n\r\n"
    let answer = try ClientAnswer(head: Array(head.utf8))
    #expect(answer.status == 200)
    #expect(answer.headers == ["vary": "Origin, Accept", "x-empty": ""])
  }

  @Test(arguments: [
    "", "\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n",
    "HTTP/1.1 20x OK\r\n\r\n", "SSH-2.0-x 200\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
  ])
  func `takes nothing that is no head of an answer`(head: String) {
    #expect(throws: ClientFault.notHTTP) { try ClientAnswer(head: Array(head.utf8)) }
  }
}
