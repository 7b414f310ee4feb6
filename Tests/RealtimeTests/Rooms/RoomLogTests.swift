import Testing

@testable import Realtime

@Suite struct RoomLogTests {
  @Test func `numbers grow by one`() {
    var log = RoomLog(lastID: 70)
    #expect((0..<3).map { _ in append(&log) } == [71, 72, 73])
    #expect(log.lastID == 73)
  }

  @Test(arguments: [
    (after: 5, held: [], hasGap: false), (after: 3, held: [4, 5], hasGap: false),
    (after: 0, held: [1, 2, 3, 4, 5], hasGap: false), (after: 6, held: [], hasGap: true),
  ])
  func `a client gets what it lacks`(after: Int64, held: [Int64], hasGap: Bool) {
    var log = RoomLog(lastID: 0)
    for _ in 1...5 { append(&log) }
    let resumed = log.resume(after: after, at: 0)
    #expect(resumed.events.map(\.id) == held)
    #expect(resumed.hasGap == hasGap)
  }

  @Test func `the last two hundred events are held`() {
    var log = RoomLog(lastID: 0)
    for _ in 1...250 { append(&log) }
    #expect(log.resume(after: 50, at: 0).hasGap == false)
    let resumed = log.resume(after: 49, at: 0)
    #expect(resumed.events.map(\.id) == (51...250).map { $0 })
    #expect(resumed.hasGap)
  }

  @Test func `events are held for two minutes`() {
    var log = RoomLog(lastID: 0)
    append(&log, at: 1_000)
    append(&log, at: 2_000)
    #expect(log.resume(after: 0, at: 121_000).events.count == 2)
    let later = log.resume(after: 0, at: 121_001)
    #expect(later.events.map(\.id) == [2])
    #expect(later.hasGap)
    #expect(log.lastID == 2)
  }

  @discardableResult
  private func append(_ log: inout RoomLog, at now: UInt64 = 0) -> Int64? {
    log.append(at: now) { Delivery(key: Sample.room, room: "r", id: $0, event: .viewerCount(1)) }
      .id
  }
}
