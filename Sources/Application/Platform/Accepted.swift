package import Monetization

/// What became of a command that was not refused.
package struct Accepted<Made: Sendable>: Sendable {
  /// What it made, and the entry that says so; nil when it already was so.
  package let made: Made?
  package let entry: JournalEntry?
  /// Whether this is the first answer to the same idempotency key again.
  package let isReplay: Bool

  /// What was made by a command that always makes something.
  ///
  /// - Throws: ``UseCaseError/engine(_:)`` when nothing was.
  func required() throws(UseCaseError) -> Made {
    guard let made else { throw .engine(.storageUnavailable) }
    return made
  }
}

extension Platform {
  /// Has a command processed; returns when its effects are durable.
  ///
  /// - Parameters:
  ///   - rule: What is asked.
  ///   - caller: Who asks.
  ///   - idempotency: The key that a retry would carry again; nil makes every call a new operation.
  ///   - condition: What the row must still be; nil for whatever it is.
  /// - Returns: The entry that it made, or that the key's first use made.
  /// - Throws: ``UseCaseError`` for whatever the rules or the engine refuse.
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

  /// A read of the store as a step of a use case.
  ///
  /// - Throws: ``UseCaseError/store(_:)``.
  func reading<Value>(
    _ read: @autoclosure () async throws(StoreError) -> Value
  ) async throws(UseCaseError) -> Value {
    do throws(StoreError) { return try await read() } catch { throw .store(error) }
  }

  /// What a use case has just made or found, as last committed.
  ///
  /// - Throws: ``UseCaseError``; what is not there is refused as missing.
  func found<Value>(
    _ missing: Refusal.Missing,
    _ read: @autoclosure () async throws(StoreError) -> Value?
  ) async throws(UseCaseError) -> Value {
    guard let value = try await reading(await read()) else { throw .refused(.notFound(missing)) }
    return value
  }
}
