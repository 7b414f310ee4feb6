import Ledger
import TestKit
import Testing

@Suite struct StampTests {
  private static let now = Timestamp(milliseconds: 1_800_000_000_000)

  @Test func `a stamp carries the time, the writer and a counter`() throws {
    let writer = try #require(WriterID(rawValue: 1_023))
    var clock = HybridClock(writer: writer, last: .zero)
    let first = clock.next(now: Self.now)
    let second = clock.next(now: Self.now)
    #expect(first.time == Self.now)
    #expect(first.rawValue >> 11 & 1_023 == 1_023)
    #expect(first.rawValue & 2_047 == 0)
    #expect(second.rawValue == first.rawValue + 1)
  }

  @Test func `stamps only grow, whatever the wall clock does`() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    for _ in 0..<20 {
      let writer = try #require(WriterID(rawValue: UInt16(1 + random.below(1_023))))
      var clock = HybridClock(writer: writer, last: .zero)
      var (wall, last) = (Self.now, Stamp.zero)
      for _ in 0..<1_000 {
        wall = random.happens(1, outOf: 20) ? Self.jump(from: wall, &random) : wall
        let stamp = clock.next(now: wall)
        #expect(stamp > last, "seed \(seed)")
        #expect(stamp.rawValue >> 11 & 1_023 == Int64(writer.rawValue), "seed \(seed)")
        #expect(stamp.time >= min(wall, Timestamp(milliseconds: 6_000_000_000_000)))
        last = stamp
      }
    }
  }

  private static func jump(from wall: Timestamp, _ random: inout SplitMix64) -> Timestamp {
    let tenYears: Int64 = 3_652 * Timestamp.millisecondsPerDay
    switch random.below(6) {
    case 0: return wall.advanced(byMilliseconds: tenYears)
    case 1: return wall.advanced(byMilliseconds: -tenYears)
    case 2: return wall.advanced(byMilliseconds: -1)
    case 3: return Timestamp(milliseconds: random.pick([0, .min, -1, 1_704_067_199_999]))
    default: return wall.advanced(byMilliseconds: Int64(random.below(100_000)))
    }
  }

  @Test(
    arguments: [
      (1_704_067_200_000, 0), (1_704_067_200_001, 1 << 21), (0, 0), (.min, 0),
      (.max, ((1 << 42) - 1) << 21),
    ] as [(Int64, Int64)])
  func `the first stamp of a time is held at the edges`(time: Int64, raw: Int64) {
    #expect(Stamp.first(at: Timestamp(milliseconds: time)).rawValue == raw)
  }

  @Test func `a full counter runs on into the next millisecond`() {
    var clock = HybridClock(writer: .first, last: .zero)
    let stamps = (0..<5_000).map { _ in clock.next(now: Self.now) }
    #expect(Set(stamps).count == 5_000)
    #expect(stamps[2_047].time == Self.now)
    #expect(stamps[2_048].time == Self.now.advanced(byMilliseconds: 1))
    #expect(stamps[4_999].time == Self.now.advanced(byMilliseconds: 2))
  }

  @Test func `two writers that observe each other never create the same stamp`() throws {
    let low = try #require(WriterID(rawValue: 7))
    let high = try #require(WriterID(rawValue: 900))
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    var clocks = [HybridClock(writer: low, last: .zero), HybridClock(writer: high, last: .zero)]
    var last = Stamp.zero
    for _ in 0..<5_000 {
      let one = random.below(2)
      clocks[one].observe(last)
      let stamp = clocks[one].next(now: Self.now)
      #expect(stamp > last, "seed \(seed)")
      last = stamp
    }
  }

  @Test func `an older stamp of another writer is no news`() {
    var clock = HybridClock(writer: .first, last: .zero)
    let first = clock.next(now: Self.now)
    clock.observe(.zero)
    #expect(clock.last == first)
  }

  @Test(arguments: [.max, 9_000_000_000_000, 6_200_000_000_000] as [Int64])
  func `a wall clock that is wrong by centuries still leaves room`(milliseconds: Int64) {
    var clock = HybridClock(writer: .first, last: .zero)
    var last = Stamp.zero
    for _ in 0..<10_000 {
      let stamp = clock.next(now: Timestamp(milliseconds: milliseconds))
      #expect(stamp > last)
      last = stamp
    }
  }

  @Test(
    arguments: [
      (0, 0), (86_399_999, 0), (86_400_000, 1), (-1, -1), (-86_400_000, -1), (-86_400_001, -2),
      (1_704_067_200_000, 19_723),
    ] as [(Int64, Int32)])
  func `days begin at midnight UTC`(milliseconds: Int64, day: Int32) {
    #expect(Timestamp(milliseconds: milliseconds).day == day)
  }

  @Test func `time is held at the edges`() {
    #expect(Timestamp(milliseconds: .max).advanced(byMilliseconds: 1).milliseconds == .max)
    #expect(Timestamp(milliseconds: .min).advanced(byMilliseconds: -1).milliseconds == .min)
    #expect(Timestamp(milliseconds: .max).day == .max)
    #expect(Timestamp(milliseconds: .min).day == .min)
  }

  @Test func `writers are numbered from 1 to 1023`() {
    #expect(WriterID(rawValue: 0) == nil)
    #expect(WriterID(rawValue: 1) == .first)
    #expect(WriterID(rawValue: 1_023) != nil)
    #expect(WriterID(rawValue: 1_024) == nil)
  }

  @Test func `a position holds its writer and its number`() async throws {
    let writer = try #require(WriterID(rawValue: 1_023))
    let position = EntryPosition(writer: writer, sequence: 1 << 48 - 1)
    #expect(position.writerNumber == 1_023)
    #expect(position.sequence == 1 << 48 - 1)
    #expect(EntryPosition.none.writerNumber == 0)
    await #expect(processExitsWith: .failure) { _ = EntryPosition(writer: .first, sequence: 0) }
  }
}
