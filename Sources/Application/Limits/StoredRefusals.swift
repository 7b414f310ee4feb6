extension Platform {
  /// Refuses a caller with too many stored refusals, before the queue.
  ///
  /// A stored refusal is kept as long as its key, so each one costs disk space.
  ///
  /// - Throws: ``UseCaseError/limited(_:)``.
  func checkStoredRefusals(of caller: Caller) throws(UseCaseError) {
    let verdict = limiter.peek(
      Self.storedRefusalsKey(of: caller), Self.storedRefusals, now: clock.now())
    guard verdict.isAllowed else { throw .limited(verdict) }
  }

  /// Counts a refusal that was stored.
  func countStoredRefusal(of caller: Caller) {
    _ = limiter.consume(
      Self.storedRefusalsKey(of: caller), Self.storedRefusals, now: clock.now())
  }

  private static let storedRefusals = RateLimiter.Allowance(perSecond: 1, burst: 1_000)

  private static func storedRefusalsKey(of caller: Caller) -> RateLimiter.Key {
    RateLimiter.Key(caller: caller.actor, by: caller.actingKey, action: .storedRefusal)
  }
}
