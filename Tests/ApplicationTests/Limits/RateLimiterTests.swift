import Application
import Ledger
import TestKit
import Testing

@Suite struct RateLimiterTests {
  private static let allowance = RateLimiter.Allowance(perSecond: 20, burst: 40)
  private static let key = RateLimiter.Key(caller: OwnerID(rawValue: 1), action: .sendGift)

  @Test func `a burst is allowed, then the steady rate`() {
    let limiter = RateLimiter()
    let clock = FakeClock()
    func consume() -> RateLimiter.Verdict {
      limiter.consume(Self.key, Self.allowance, now: clock.now())
    }
    #expect((0..<40).allSatisfy { _ in consume().isAllowed })
    let refused = consume()
    #expect(!refused.isAllowed && refused.remaining == 0 && refused.retryAfterSeconds == 1)
    clock.move(byMilliseconds: 49)
    #expect(!consume().isAllowed)
    clock.move(byMilliseconds: 1)
    #expect(consume().isAllowed && !consume().isAllowed)
    clock.move(byMilliseconds: 3_600_000)
    #expect((0..<40).allSatisfy { _ in consume().isAllowed })
    #expect(!consume().isAllowed)
  }

  @Test func `callers and actions are limited apart from each other`() {
    let limiter = RateLimiter()
    let one = RateLimiter.Allowance(perSecond: 1, burst: 1)
    let now = FakeClock().now()
    #expect(limiter.consume(Self.key, one, now: now).isAllowed)
    #expect(!limiter.consume(Self.key, one, now: now).isAllowed)
    let other = RateLimiter.Key(caller: OwnerID(rawValue: 2), action: .sendGift)
    #expect(limiter.consume(other, one, now: now).isAllowed)
    let reading = RateLimiter.Key(caller: OwnerID(rawValue: 1), action: .read)
    #expect(limiter.consume(reading, one, now: now).isAllowed)
  }

  @Test func `the largest limit and any clock are no overflow`() {
    let limiter = RateLimiter()
    let most = RateLimiter.Allowance(perSecond: 1_000_000, burst: 1_000_000)
    for milliseconds in [0, 1_800_000_000_000, 0, 4_000_000_000_000, -5] as [Int64] {
      let verdict = limiter.consume(Self.key, most, now: Timestamp(milliseconds: milliseconds))
      #expect(verdict.isAllowed)
    }
  }

  @Test func `looking takes nothing`() {
    let limiter = RateLimiter()
    let clock = FakeClock()
    let one = RateLimiter.Allowance(perSecond: 1, burst: 1)
    #expect(limiter.peek(Self.key, one, now: clock.now()).isAllowed)
    #expect(limiter.consume(Self.key, one, now: clock.now()).isAllowed)
    clock.move(byMilliseconds: 999)
    #expect(!limiter.peek(Self.key, one, now: clock.now()).isAllowed)
    clock.move(byMilliseconds: 1)
    #expect(limiter.peek(Self.key, one, now: clock.now()).isAllowed)
    #expect(limiter.consume(Self.key, one, now: clock.now()).isAllowed)
  }

  @Test func `no crowd of strangers resets who is at the limit`() {
    let limiter = RateLimiter()
    let now = FakeClock().now()
    for _ in 1...40 { _ = limiter.consume(Self.key, Self.allowance, now: now) }
    #expect(!limiter.consume(Self.key, Self.allowance, now: now).isAllowed)
    for number in 2...200_001 as ClosedRange<Int64> {
      let key = RateLimiter.Key(caller: OwnerID(rawValue: number), action: .sendGift)
      _ = limiter.consume(key, Self.allowance, now: now)
    }
    #expect(!limiter.consume(Self.key, Self.allowance, now: now).isAllowed)
    #expect(limiter.count == 100_000)
  }

  @Test func `callers that come and go are never refused`() {
    let limiter = RateLimiter(bucketsMax: 1_000)
    let clock = FakeClock()
    _ = limiter.consume(
      Self.key, RateLimiter.Allowance(perSecond: 1, burst: 2_000), now: clock.now())
    // Each bucket is full again after 50 ms: of 200,000 callers in ten seconds 1,000 are not.
    for number in 2...200_001 as ClosedRange<Int64> {
      if number % 15 == 0 { clock.move(byMilliseconds: 1) }
      let key = RateLimiter.Key(caller: OwnerID(rawValue: number), action: .read)
      #expect(limiter.consume(key, Self.allowance, now: clock.now()).isAllowed)
      #expect(limiter.count <= 1_000)
    }
  }

  @Test func `strangers wait while there is no room, and those who are known do not`() {
    let limiter = RateLimiter(bucketsMax: 2)
    let clock = FakeClock()
    let one = RateLimiter.Allowance(perSecond: 1, burst: 2)
    let keys = (1...3 as ClosedRange<Int64>).map {
      RateLimiter.Key(caller: OwnerID(rawValue: $0), action: .write)
    }
    #expect(limiter.consume(keys[0], one, now: clock.now()).isAllowed)
    #expect(limiter.consume(keys[1], one, now: clock.now()).isAllowed)
    let stranger = limiter.consume(keys[2], one, now: clock.now())
    #expect(!stranger.isAllowed && stranger.retryAfterSeconds == 1)
    #expect(limiter.consume(keys[0], one, now: clock.now()).isAllowed)
    #expect(!limiter.consume(keys[0], one, now: clock.now()).isAllowed)
    clock.move(byMilliseconds: 1_000)
    #expect(limiter.consume(keys[2], one, now: clock.now()).isAllowed)
    #expect(limiter.count == 2)
  }

  @Test func `a crowd of addresses keeps no caller waiting`() {
    let limiter = RateLimiter(bucketsMax: 10)
    let now = FakeClock().now()
    for number in 0..<20 as Range<UInt64> {
      let key = RateLimiter.Key(network: number, 0, action: .anonymous)
      #expect(limiter.consume(key, Self.allowance, now: now).isAllowed == (number < 10))
    }
    #expect(limiter.consume(Self.key, Self.allowance, now: now).isAllowed)
  }

  @Test func `a clock that is set back keeps nobody out for long`() {
    let limiter = RateLimiter(bucketsMax: 1)
    let one = RateLimiter.Allowance(perSecond: 1, burst: 1)
    let clock = FakeClock()
    let ahead = clock.now().advanced(byMilliseconds: 3_600_000)
    #expect(limiter.consume(Self.key, one, now: ahead).isAllowed)
    let other = RateLimiter.Key(caller: OwnerID(rawValue: 2), action: .sendGift)
    #expect(!limiter.consume(other, one, now: clock.now()).isAllowed)
    clock.move(byMilliseconds: 1_000)
    #expect(limiter.consume(other, one, now: clock.now()).isAllowed)
  }

  @Test func `addresses are limited apart from callers, and by both of their halves`() {
    let limiter = RateLimiter()
    let one = RateLimiter.Allowance(perSecond: 1, burst: 1)
    let now = FakeClock().now()
    for (high, low) in [(0, 1), (1, 0), (1, 1)] as [(UInt64, UInt64)] {
      for action in [.anonymous, .wrongProof] as [RateLimiter.Key.AddressAction] {
        let key = RateLimiter.Key(network: high, low, action: action)
        #expect(limiter.consume(key, one, now: now).isAllowed)
        #expect(!limiter.consume(key, one, now: now).isAllowed)
      }
    }
    #expect(limiter.consume(Self.key, one, now: now).isAllowed)
  }
}
