package import Ledger
package import Monetization

/// A command with its author and the idempotency key that a retry would repeat.
package struct CommandRequest: Sendable {
  package let command: Command
  /// The author in the journal; ``OwnerID/global`` for the platform itself.
  package let actor: OwnerID
  /// nil makes every call a new operation.
  package let idempotency: Idempotency?
  /// nil accepts every version of the row.
  package let condition: RowCondition?

  package init(
    _ command: Command, actor: OwnerID, idempotency: Idempotency? = nil,
    if condition: RowCondition? = nil
  ) {
    self.command = command
    self.actor = actor
    self.idempotency = idempotency
    self.condition = condition
  }

  /// An idempotency key with the fingerprint of its request.
  package struct Idempotency: Equatable, Sendable {
    package let key: IdempotencyKey
    /// 128 bits over route and business fields.
    package let fingerprint: UInt128

    package init(key: IdempotencyKey, fingerprint: UInt128) {
      self.key = key
      self.fingerprint = fingerprint
    }
  }
}

/// The result of a command.
package enum Outcome: Equatable, Sendable {
  /// The command is durable; a replay repeats the first answer to the same key.
  case accepted(JournalEntry, isReplay: Bool)
  /// Nothing had to change; nothing was written.
  case unchanged
  /// The rules refused.
  case refused(Refusal, isReplay: Bool)
  /// The rules did not decide, or the outcome is unknown.
  case failed(EngineFailure)
}

/// Why a command has no answer of the rules.
package enum EngineFailure: Error, Equatable, Sendable {
  /// The queue is full; nothing was done.
  case overloaded
  /// The store could not be written; nothing was done.
  case storageUnavailable
  /// The commit may or may not have happened; a retry with the same key tells.
  case outcomeUnknown
  /// The key was used for another request.
  case idempotencyKeyReused
  /// The key is older than answers are kept.
  case idempotencyKeyExpired
  /// The key's time is too far in the future.
  case idempotencyKeyAhead
  /// The row no longer has a version that the request accepts; nothing was done.
  ///
  /// It depends on the row and not on the request, so it is not stored under the key.
  case preconditionFailed
  /// The engine no longer accepts commands.
  case stopped
}
