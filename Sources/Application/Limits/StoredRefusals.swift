extension Platform {
  /// Refuses a caller who makes too many refusals that are stored, before the queue.
  ///
  /// They are kept for as long as keys are, so each of them costs disk.
  ///
  /// - Throws: ``UseCaseError/limited(_:)``.
  func checkStoredRefusals(of caller: Caller) throws(UseCaseError) {
    let verdict = limiter.look(
      Self.storedRefusalsKey(of: caller), Self.storedRefusals, now: clock.now())
    guard verdict.isAllowed else { throw .limited(verdict) }
  }

  /// Counts a refusal that was stored.
  func countStoredRefusal(of caller: Caller) {
    _ = limiter.take(
      Self.storedRefusalsKey(of: caller), Self.storedRefusals, now: clock.now())
  }

  private static let storedRefusals = RateLimiter.Allowance(perSecond: 1, burst: 1_000)

  private static func storedRefusalsKey(of caller: Caller) -> RateLimiter.Key {
    RateLimiter.Key(caller: caller.actor, by: caller.actingKey, action: .storedRefusal)
  }
}
