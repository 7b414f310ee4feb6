package import Monetization

/// Why a use case has no answer.
package enum UseCaseError: Error, Equatable, Sendable {
  case store(StoreError)
  case engine(EngineFailure)
  /// The rules said no; a replay is the first answer to the same key again.
  case refused(Refusal, isReplay: Bool = false)
}
