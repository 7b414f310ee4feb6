package import Application

extension Problem {
  /// Why the engine has no answer of the rules.
  package init(_ failure: EngineFailure) {
    switch failure {
    case .overloaded:
      self = .overloaded
    case .storageUnavailable, .stopped: self = .storageUnavailable
    case .outcomeUnknown:
      self = Problem(
        .outcomeUnknown, "Nobody can tell yet whether it happened; the same key settles it."
      ).retrying(afterSeconds: 1)
    case .idempotencyKeyReused:
      self.init(
        .idempotencyKeyReused, "The idempotency key was used for another request; make a new one.")
    case .idempotencyKeyExpired:
      self.init(
        .idempotencyKeyExpired,
        "The idempotency key is older than answers are kept; make a new one.")
    case .preconditionFailed:
      self.init(
        .preconditionFailed,
        "It is no longer what If-Match names; nothing was done, read it again.")
    case .idempotencyKeyAhead:
      self.init(
        .malformedRequest,
        "The Idempotency-Key is a UUID of version 7 from more than a day ahead; set your clock.")
    }
  }

  /// Why the store could not be read; the cause is for logs only.
  package init(_ error: StoreError) {
    switch error {
    case .overloaded: self = .overloaded
    case .unavailable, .conflict, .fenced, .outcomeUnknown, .ownedByAnotherProcess, .behindHead,
      .contradictsHead, .headMissing, .schemaTooNew, .corrupt:
      self = .storageUnavailable
    }
  }

  /// Why a use case has no answer.
  package init(_ error: UseCaseError) {
    switch error {
    case .store(let error): self.init(error)
    case .engine(let failure): self.init(failure)
    case .refused(let refusal, let isReplay):
      self.init(refusal)
      self.isReplay = isReplay
    case .gateway(let failure): self.init(failure)
    case .webhook:
      // Which part of it was wrong is nobody's business.
      self.init(
        .invalidSignature, "The signature does not hold, or was made too long ago.")
    case .limited(let verdict): self.init(rateLimited: verdict)
    }
  }

  private static let overloaded = Problem(
    .overloaded, "Too much waits already; nothing was done, try again."
  ).retrying(afterSeconds: 1)

  private static let storageUnavailable = Problem(
    .storageUnavailable, "The storage does not answer; nothing was done, try again."
  ).retrying(afterSeconds: 2)
}
