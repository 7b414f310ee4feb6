package import Ledger
package import Monetization

/// A command with who asks and the key that a retry would carry again.
package struct CommandRequest: Sendable {
  package let command: Command
  /// Who does it, for the journal; ``OwnerID/global`` for the platform itself.
  package let actor: OwnerID
  /// nil: every call is a new operation.
  package let idempotency: Idempotency?
  /// nil: whatever the row is.
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

  /// A key and what it was used for.
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

/// What became of a command.
package enum Outcome: Equatable, Sendable {
  /// It is durable; a replay is the first answer to the same key again.
  case accepted(JournalEntry, isReplay: Bool)
  /// It already was so; nothing was written.
  case unchanged
  /// The rules said no.
  case refused(Refusal, isReplay: Bool)
  /// The rules were not asked, or nobody knows yet.
  case failed(EngineFailure)
}

/// Why there is no answer of the rules.
package enum EngineFailure: Error, Equatable, Sendable {
  /// The queue is full; nothing was done.
  case overloaded
  /// The store could not be written; nothing was done.
  case storageUnavailable
  /// The commit may or may not have happened; the same key settles it.
  case outcomeUnknown
  /// The key was used for another request.
  case idempotencyKeyReused
  /// The key was made longer ago than answers are kept.
  case idempotencyKeyExpired
  /// The key says that it was made later than any clock may show by now.
  case idempotencyKeyAhead
  /// The row is no longer of a version that the request wants; nothing was done.
  ///
  /// It says what the row was and nothing of the request, so it is not kept under a key.
  case preconditionFailed
  /// The engine no longer takes commands.
  case stopped
}
