import Testing

@testable import HTTPServer

@Suite struct ChunkedDecoderTests {
  static let body = "5\r\nhello\r\n6\r\n world\r\n0\r\nX-A: b\r\n\r\n"

  @Test(arguments: 1...12)
  func `reads the same however the bytes are cut`(size: Int) throws {
    let bytes = Array((Self.body + "GET").utf8)
    var decoder = ChunkedDecoder()
    var body: [UInt8] = []
    var used = 0
    for start in stride(from: 0, to: bytes.count, by: size) {
      let part = Array(bytes[start..<min(start + size, bytes.count)])
      used += try decoder.decode(part.span, into: &body, limit: 100)
    }
    #expect(decoder.isFinished)
    #expect(String(decoding: body, as: UTF8.self) == "hello world")
    #expect(used == Self.body.utf8.count)
  }

  @Test func `counts the limit over all chunks`() {
    var decoder = ChunkedDecoder()
    var body: [UInt8] = []
    let bytes = Array(Self.body.utf8)
    #expect(throws: LayerProblem.payloadTooLarge) {
      _ = try decoder.decode(bytes.span, into: &body, limit: 10)
    }
  }

  @Test func `bounds the trailer`() {
    var decoder = ChunkedDecoder()
    var body: [UInt8] = []
    let trailer = "X: " + String(repeating: "a", count: 2000)
    let bytes = Array(("0\r\n" + trailer + "\r\n\r\n").utf8)
    #expect(throws: LayerProblem.headerFieldsTooLarge) {
      _ = try decoder.decode(bytes.span, into: &body, limit: 10)
    }
  }
}
