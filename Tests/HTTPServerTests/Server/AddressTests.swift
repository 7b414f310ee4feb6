import HTTPClient
import HTTPServer
import Testing

/// Connections of one address, and of all.
@Suite struct AddressTests {
  @Test func `one address has so many connections, and gets room again`() async throws {
    var limits = quickLimits
    limits.connectionsPerAddressMax = 2
    let counter = ConnectionCounter()
    try await withServer(limits: limits, observer: counter) { running in
      let kept = try [running.client(), running.client()]
      for client in kept { #expect(try client.exchangeHello() == 200) }
      let extra = try running.client()
      let refusal = try extra.readAnswer()
      #expect(refusal.status == 429)
      #expect(refusal.code == "rate_limited")
      #expect(refusal.headers["retry-after"] == "2")
      #expect(try extra.readToEnd().isEmpty)
      kept[0].close()
      extra.close()
      await counter.reached(opened: 3, openNow: 1)
      #expect(try running.client().exchangeHello() == 200)
    }
  }

  @Test func `a trusted proxy has as many as it needs`() async throws {
    var limits = quickLimits
    limits.connectionsPerAddressMax = 1
    try await withServer(limits: limits, proxies: .ofThisMachine) { running in
      let clients = try (1...5).map { _ in try running.client() }
      for client in clients { #expect(try client.exchangeHello() == 200) }
    }
  }

  @Test func `beyond the refusals a connection is closed without a word`() async throws {
    var limits = quickLimits
    limits.connectionsMax = 1
    limits.refusalsMax = 1
    limits.lingerMilliseconds = 60_000
    let counter = ConnectionCounter()
    try await withServer(limits: limits, observer: counter) { running in
      let first = try running.client()
      #expect(try first.exchangeHello() == 200)
      let second = try running.client()
      let refusal = try second.readAnswer()
      #expect(refusal.status == 503)
      #expect(refusal.headers["retry-after"] == "2")
      #expect(try running.client().readToEnd().isEmpty)
      #expect(try first.exchangeHello() == 200)
      #expect(counter.incidents == [.full(1)])
    }
  }

  @Test func `near the limit silent clients are closed first`() async throws {
    var limits = quickLimits
    limits.connectionsMax = 2
    limits.crowdedMilliseconds = 30
    limits.headMilliseconds = 600_000
    let gate = Gate()
    let routes = sampleRoutes + [Route(.get, "/wait") { _, _ in await gate.wait() }]
    try await withServer(Router(routes), limits: limits) { running in
      let busy = try running.client()
      try busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
      await gate.entered()
      let silent = try running.client()
      #expect(try silent.readToEnd().isEmpty)
      let slow = try running.client()
      try slow.send("GET /hello")
      let answer = try slow.readToEnd()
      #expect(String(decoding: answer, as: UTF8.self).contains(" 408 "))
      gate.open()
      #expect(try busy.readAnswer().text == "waited")
    }
  }

  @Test func `handlers hear who has called, through a proxy or not`() async throws {
    let routes = [Route(.get, "/me") { request, _ in .text(200, "\(request.clientAddress.low)") }]
    let request = "GET /me HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n"
    let (peer, client) = (String(0xFFFF_7F00_0001), String(0xFFFF_C000_0201))
    try await withServer(Router(routes)) { running in
      let response = try running.exchange(request)
      #expect(response.text == peer)
    }
    try await withServer(Router(routes), proxies: .ofThisMachine) { running in
      let response = try running.exchange(request)
      #expect(response.text == client)
    }
  }

  @Test(arguments: [
    (20_256, 20_000, 500), (1_024, 768, 192), (4_096, 3_840, 500), (100, 50, 12), (1, 1, 1),
  ])
  func `takes as many connections as files may be open`(files: Int, all: Int, address: Int) {
    var limits = ServerLimits()
    limits.fit(intoDescriptors: files)
    #expect(limits.connectionsMax == all)
    #expect(limits.connectionsPerAddressMax == address)
  }
}
