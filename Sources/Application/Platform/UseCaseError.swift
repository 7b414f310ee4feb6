package import Monetization

/// Why a use case has no answer.
package enum UseCaseError: Error, Equatable, Sendable {
  case store(StoreError)
  case engine(EngineFailure)
  /// The rules said no; a replay is the first answer to the same key again.
  case refused(Refusal, isReplay: Bool = false)
  /// A gateway could not be asked.
  case gateway(GatewayFailure)
  /// The caller has used up what they may ask for; nothing was done.
  case limited(RateLimiter.Verdict)
}
