package import Monetization

/// The result of a command that was accepted.
package struct Accepted<Made: Sendable>: Sendable {
  /// What the command made, with its entry; nil if nothing had to change.
  package let made: Made?
  package let entry: JournalEntry?
  /// Whether this repeats the first answer to the same idempotency key.
  package let isReplay: Bool

  /// The result of a command that always makes something.
  ///
  /// - Throws: ``UseCaseError/engine(_:)`` if nothing was made.
  func required() throws(UseCaseError) -> Made {
    guard let made else { throw .engine(.storageUnavailable) }
    return made
  }
}

/// What a request made.
package struct Made<Thing: Sendable>: Sendable {
  /// As it is now: what can be changed after it was made may have been.
  package let thing: Thing
  /// Whether an earlier request with the same idempotency key made it.
  package let isReplay: Bool
}

extension Platform {
  /// Processes a command; returns when its effects are durable.
  ///
  /// - Parameters:
  ///   - rule: The command.
  ///   - caller: The caller.
  ///   - idempotency: The key that a retry would repeat; nil makes every call a new operation.
  ///   - condition: The required version of the row; nil accepts every version.
  /// - Returns: The result of this command, or of the key's first use.
  /// - Throws: ``UseCaseError`` if the rules or the engine refuse.
  package func perform<Asked: Rule>(
    _ rule: Asked, by caller: Caller, idempotency: CommandRequest.Idempotency? = nil,
    if condition: RowCondition? = nil
  ) async throws(UseCaseError) -> Accepted<Asked.Made> {
    if idempotency != nil { try checkStoredRefusals(of: caller) }
    switch await submit(rule.command, by: caller, idempotency: idempotency, if: condition) {
    case .accepted(let entry, let isReplay):
      guard let made = Asked.made(by: entry) else { throw .engine(.storageUnavailable) }
      return Accepted(made: made, entry: entry, isReplay: isReplay)
    case .unchanged: return Accepted(made: nil, entry: nil, isReplay: false)
    case .refused(let refusal, let isReplay):
      if idempotency != nil, refusal.isStored, !isReplay { countStoredRefusal(of: caller) }
      throw .refused(refusal, isReplay: isReplay)
    case .failed(let failure): throw .engine(failure)
    }
  }

  /// Runs a read of the store as a step of a use case.
  ///
  /// - Throws: ``UseCaseError/store(_:)``.
  func reading<Value>(
    _ read: @autoclosure () async throws(StoreError) -> Value
  ) async throws(UseCaseError) -> Value {
    do throws(StoreError) { return try await read() } catch { throw .store(error) }
  }

  /// Reads what a use case has just made or found, as last committed.
  ///
  /// - Throws: ``UseCaseError``; a missing value is refused as not found.
  func found<Value>(
    _ missing: Refusal.Missing,
    _ read: @autoclosure () async throws(StoreError) -> Value?
  ) async throws(UseCaseError) -> Value {
    guard let value = try await reading(await read()) else { throw .refused(.notFound(missing)) }
    return value
  }
}
