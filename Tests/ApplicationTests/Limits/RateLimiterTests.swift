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
    func take() -> RateLimiter.Verdict {
      limiter.take(Self.key, Self.allowance, now: clock.now())
    }
    #expect((0..<40).allSatisfy { _ in take().isAllowed })
    let refused = take()
    #expect(!refused.isAllowed && refused.remaining == 0 && refused.retryAfterSeconds == 1)
    clock.move(byMilliseconds: 49)
    #expect(!take().isAllowed)
    clock.move(byMilliseconds: 1)
    #expect(take().isAllowed && !take().isAllowed)
    clock.move(byMilliseconds: 3_600_000)
    #expect((0..<40).allSatisfy { _ in take().isAllowed })
    #expect(!take().isAllowed)
  }

  @Test func `callers and actions are limited apart from each other`() {
    let limiter = RateLimiter()
    let one = RateLimiter.Allowance(perSecond: 1, burst: 1)
    let now = FakeClock().now()
    #expect(limiter.take(Self.key, one, now: now).isAllowed)
    #expect(!limiter.take(Self.key, one, now: now).isAllowed)
    let other = RateLimiter.Key(caller: OwnerID(rawValue: 2), action: .sendGift)
    #expect(limiter.take(other, one, now: now).isAllowed)
    let reading = RateLimiter.Key(caller: OwnerID(rawValue: 1), action: .read)
    #expect(limiter.take(reading, one, now: now).isAllowed)
  }

  @Test func `the largest limit and any clock are no overflow`() {
    let limiter = RateLimiter()
    let most = RateLimiter.Allowance(perSecond: 1_000_000, burst: 1_000_000)
    for milliseconds in [0, 1_800_000_000_000, 0, 4_000_000_000_000, -5] as [Int64] {
      let verdict = limiter.take(Self.key, most, now: Timestamp(milliseconds: milliseconds))
      #expect(verdict.isAllowed)
    }
  }

  @Test func `looking takes nothing`() {
    let limiter = RateLimiter()
    let clock = FakeClock()
    let one = RateLimiter.Allowance(perSecond: 1, burst: 1)
    #expect(limiter.look(Self.key, one, now: clock.now()).isAllowed)
    #expect(limiter.take(Self.key, one, now: clock.now()).isAllowed)
    clock.move(byMilliseconds: 999)
    #expect(!limiter.look(Self.key, one, now: clock.now()).isAllowed)
    clock.move(byMilliseconds: 1)
    #expect(limiter.look(Self.key, one, now: clock.now()).isAllowed)
    #expect(limiter.take(Self.key, one, now: clock.now()).isAllowed)
  }
}
