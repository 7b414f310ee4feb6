import Application
import HTTPServer
import Monetization

extension RateClass {
  /// Calls that need no identity, of one address.
  ///
  /// A page takes about five of them, so a shared address shows four pages a second to strangers,
  /// and sixty at once when something begins. Who is signed in is counted by name.
  static let anonymous = RateLimiter.Allowance(perSecond: 20, burst: 300)

  /// What strangers of one address may do, in all calls that need no identity together.
  static func limit(
    of address: IPAddress
  ) -> (key: RateLimiter.Key, allowance: RateLimiter.Allowance) {
    (RateLimiter.Key(address: address, action: .anonymous), anonymous)
  }

  /// What a caller may do, and under which name it is counted.
  ///
  /// - Parameters:
  ///   - caller: Servers may do more than people.
  ///   - settings: Asked only where they matter.
  /// - Returns: The bucket and what it holds.
  func limit(
    of caller: Caller, settings: () -> Settings?
  ) -> (key: RateLimiter.Key, allowance: RateLimiter.Allowance)? {
    let isServer = caller.user == nil
    switch self {
    case .unlimited: return nil
    case .read:
      return (
        RateLimiter.Key(caller: caller.actor, by: caller.actingKey, action: .read),
        RateLimiter.Allowance(perSecond: isServer ? 1_000 : 100, burst: isServer ? 2_000 : 400)
      )
    case .write:
      return (
        RateLimiter.Key(caller: caller.actor, by: caller.actingKey, action: .write),
        RateLimiter.Allowance(perSecond: isServer ? 1_000 : 20, burst: isServer ? 2_000 : 100)
      )
    case .sendGift:
      let gifts = (settings() ?? .initial).gifts
      return (
        RateLimiter.Key(caller: caller.actor, by: caller.actingKey, action: .sendGift),
        RateLimiter.Allowance(perSecond: gifts.sendsPerSecond, burst: gifts.sendsBurst)
      )
    }
  }
}

extension APICall {
  /// Charges the caller for a walk by the entries that it looked at: 8 cost one call.
  ///
  /// So a page of 20 lines costs three calls, which leaves a person 33 pages a second, and a
  /// filter that finds nothing 25. For a third of it eight people held half a processor.
  func charge(entries: Int) {
    let calls = Int64((entries - 1) / Self.entriesOfOneCall)
    guard calls > 0, let limit = RateClass.read.limit(of: caller, settings: { nil }) else { return }
    platform.limiter.charge(limit.key, calls, limit.allowance, now: platform.clock.now())
  }

  private static let entriesOfOneCall = 8
}

extension RateLimiter.Verdict {
  /// Tells the caller what is left.
  ///
  /// *Source:* draft-ietf-httpapi-ratelimit-headers, in its form of three fields.
  func decorate(_ headers: inout HTTPHeaders) {
    headers.add("ratelimit-limit", String(limit))
    headers.add("ratelimit-remaining", String(remaining))
    headers.add("ratelimit-reset", String(resetSeconds))
  }
}

extension Problem {
  /// The caller called too often.
  init(rateLimited verdict: RateLimiter.Verdict) {
    self = Problem(.rateLimited, "Too many calls; wait a moment.")
      .retrying(afterSeconds: max(1, verdict.retryAfterSeconds))
  }
}
