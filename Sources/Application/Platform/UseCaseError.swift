package import Monetization

/// Why a use case failed.
package enum UseCaseError: Error, Equatable, Sendable {
  case store(StoreError)
  case engine(EngineFailure)
  /// The rules refused; a replay repeats the first answer to the same key.
  case refused(Refusal, isReplay: Bool = false)
  /// A gateway could not be reached.
  case gateway(GatewayFailure)
  /// A webhook is not what its gateway signed.
  case webhook(WebhookFault)
  /// The caller has reached a rate limit; nothing was done.
  case limited(RateLimiter.Verdict)
}
