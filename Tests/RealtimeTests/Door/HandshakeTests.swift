import HTTPServer
import Testing

@testable import Realtime

@Suite struct HandshakeTests {
  @Test(
    arguments: [
      ([:], nil, nil),
      (["authorization": "Bearer fake"], "fake", nil),
      (["authorization": "bearer fake"], "fake", nil),
      (["authorization": "Basic fake"], "", nil),
      (["sec-websocket-protocol": "chat, bearer.fake"], "fake", "bearer.fake"),
      (["sec-websocket-protocol": "chat"], nil, nil),
      (
        ["authorization": "Bearer one", "sec-websocket-protocol": "bearer.two"], "one", "bearer.two"
      ),
    ] as [(HTTPHeaders, String?, String?)])
  func `finds the token`(headers: HTTPHeaders, token: String?, subprotocol: String?) throws {
    let handshake = try #require(Handshake(try request("/api/realtime", headers)))
    #expect(handshake.token == token)
    #expect(handshake.subprotocol == subprotocol)
  }

  @Test(arguments: ["token=fake", "a=1&Token=fake", "access_token=fake", "token", "%zz"])
  func `refuses a token in the address`(query: String) throws {
    #expect(Handshake(try request("/api/realtime?" + query, [:])) == nil)
  }

  private func request(_ target: String, _ headers: HTTPHeaders) throws -> HTTPRequest {
    HTTPRequest(method: .get, target: try #require(RequestTarget(target)), headers: headers)
  }
}
