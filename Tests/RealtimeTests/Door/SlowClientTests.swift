import HTTPServer
import JSON
import Ledger
import Monetization
import Testing

@testable import Realtime

@Suite struct SlowClientTests {
  @Test func `a client that does not read delays nobody and is disconnected`() async throws {
    var limits = RealtimeLimits()
    limits.sweepMilliseconds = 20
    limits.behindMilliseconds = 1_500
    limits.socketBytesMax = 256 * 1_024
    limits.queuedMessagesMax = 1
    limits.queuedBytesMax = 1_024 * 1_024
    var server = ServerLimits()
    server.queuedBytesMax = 4 * 1_024 * 1_024
    try await withDoor(limits: limits, server: server) { door in
      let slow = try door.client(receiveBufferBytes: 4_096)
      try slow.send(#"{"type":"join","room":"\#(Sample.channel)"}"#)
      let quick = try door.viewer()
      var quantity: Int64 = 0
      var number: Int64 = 0
      // Messages this long fill what the kernel keeps for somebody who does not read.
      while await door.service.metrics().slowClosed == 0 {
        number += 1
        door.commit(Sample.entry(Sample.gift(number, of: Stage.longGift.rawValue)))
        quantity += try quick.next("gift.sent")["data"]?["quantity"]?.integerValue ?? 0
      }
      #expect(quantity == number)
      let metrics = await door.service.metrics()
      #expect(metrics.dropped > 0)
      #expect(metrics.connections == 1)
    }
  }
}
