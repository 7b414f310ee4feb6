import HTTPClient
import HTTPServer
import Testing

@Suite struct ObserverTests {
  @Test func `tells route, status, sizes and duration of every answer`() async throws {
    let counter = ConnectionCounter()
    try await withServer(observer: counter) { running in
      let client = try running.client()
      try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
      #expect(try client.readAnswer().status == 200)
      try client.send("BAD\r\n\r\n")
      #expect(try client.readAnswer().status == 400)
      await counter.finished(2)
      let records = counter.records
      #expect(records.map(\.route) == ["/echo", "(none)"])
      #expect(records.map(\.status) == [200, 400])
      #expect(records[0].bytesIn == 3)
      #expect(records[0].bytesOut == 3)
      #expect(records[0].durationNanoseconds > 0)
      client.close()
      await counter.reached(opened: 1, openNow: 0)
    }
  }
}
