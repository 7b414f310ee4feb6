import Monetization
import Testing

@testable import HTTPServer
@testable import Realtime

@Suite struct OutboxTests {
  private let count = Outbox.Loss.counter(Sample.room, "viewer.count")

  @Test func `a newer counter takes the place of the older one, at the end`() {
    var outbox = Outbox(bytesMax: 1_000, messagesMax: 10)
    #expect(outbox.add(frame("count 1"), count) == .queued)
    #expect(outbox.add(frame("gift 1"), .animation) == .queued)
    #expect(outbox.add(frame("count 2"), count) == .coalesced)
    let other = Outbox.Loss.counter(.feed(Sample.creator), "balance.updated")
    #expect(outbox.add(frame("balance"), other) == .queued)
    #expect(texts(outbox.dequeue(bytes: 1_000)) == ["gift 1", "count 2", "balance"])
    #expect(outbox.isEmpty)
  }

  @Test func `the oldest animation goes first, events stay`() {
    var outbox = Outbox(bytesMax: 1_000, messagesMax: 3)
    _ = outbox.add(frame("event 1"), .nothing)
    _ = outbox.add(frame("gift 1"), .animation)
    _ = outbox.add(frame("gift 2"), .animation)
    #expect(outbox.add(frame("event 2"), .nothing) == .dropped(1))
    #expect(outbox.add(frame("gift 3"), .animation) == .dropped(1))
    #expect(texts(outbox.dequeue(bytes: 1_000)) == ["event 1", "event 2", "gift 3"])
  }

  @Test func `bytes are bounded as well`() {
    var outbox = Outbox(bytesMax: 100, messagesMax: 1_000)
    for _ in 1...50 {
      let outcome = outbox.add(frame("gift"), .animation)
      #expect([.queued, .dropped(1)].contains(outcome))
    }
    #expect(outbox.dequeue(bytes: 1_000).reduce(0) { $0 + $1.count } <= 100)
  }

  @Test func `who lets events pile up has lost touch`() {
    var outbox = Outbox(bytesMax: 1_000, messagesMax: 2)
    _ = outbox.add(frame("event 1"), .nothing)
    _ = outbox.add(frame("event 2"), .nothing)
    #expect(outbox.add(frame("event 3"), .nothing) == .full)
  }

  @Test func `only as much is taken as there is room for`() {
    var outbox = Outbox(bytesMax: 1_000, messagesMax: 10)
    for number in 1...4 { _ = outbox.add(frame("gift \(number)"), .animation) }
    #expect(outbox.dequeue(bytes: 0).isEmpty)
    #expect(texts(outbox.dequeue(bytes: 10)) == ["gift 1", "gift 2"])
    #expect(texts(outbox.dequeue(bytes: 1)) == ["gift 3"])
  }

  private func frame(_ text: String) -> EncodedFrame { EncodedFrame(text: text) }

  private func texts(_ frames: [EncodedFrame]) -> [String] {
    frames.map { String(decoding: $0.bytes.dropFirst(2), as: UTF8.self) }
  }
}
