package import Monetization

/// What became of a command that was not refused.
package struct Accepted: Equatable, Sendable {
  /// The entry that it made; nil when it already was so.
  package let entry: JournalEntry?
  /// Whether this is the first answer to the same idempotency key again.
  package let isReplay: Bool

  package init(entry: JournalEntry?, isReplay: Bool) {
    self.entry = entry
    self.isReplay = isReplay
  }
}

extension Platform {
  /// Has a command processed; returns when its effects are durable.
  ///
  /// - Parameters:
  ///   - command: What is asked.
  ///   - caller: Who asks.
  ///   - idempotency: The key that a retry would carry again; nil makes every call a new operation.
  ///   - condition: What the row must still be; nil for whatever it is.
  /// - Returns: The entry that it made, or that the key's first use made.
  /// - Throws: ``UseCaseError`` for whatever the rules or the engine refuse.
  package func perform(
    _ command: Command, by caller: Caller, idempotency: CommandRequest.Idempotency? = nil,
    if condition: RowCondition? = nil
  ) async throws(UseCaseError) -> Accepted {
    if idempotency != nil { try checkStoredRefusals(of: caller) }
    switch await submit(command, by: caller, idempotency: idempotency, if: condition) {
    case .accepted(let entry, let isReplay): return Accepted(entry: entry, isReplay: isReplay)
    case .unchanged: return Accepted(entry: nil, isReplay: false)
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
