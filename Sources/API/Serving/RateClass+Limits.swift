import Application
import HTTPServer
import Monetization

extension RateClass {
  /// Refusals that are kept for 30 days each.
  static let storedRefusals = RateLimiter.Allowance(perSecond: 1, burst: 1_000)

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
        RateLimiter.Key(caller: caller.actor, action: .read),
        RateLimiter.Allowance(perSecond: isServer ? 1_000 : 100, burst: isServer ? 2_000 : 400)
      )
    case .write:
      return (
        RateLimiter.Key(caller: caller.actor, action: .write),
        RateLimiter.Allowance(perSecond: isServer ? 1_000 : 20, burst: isServer ? 2_000 : 100)
      )
    case .sendGift:
      let gifts = (settings() ?? .initial).gifts
      return (
        RateLimiter.Key(caller: caller.actor, action: .sendGift),
        RateLimiter.Allowance(perSecond: gifts.sendsPerSecond, burst: gifts.sendsBurst)
      )
    }
  }
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
