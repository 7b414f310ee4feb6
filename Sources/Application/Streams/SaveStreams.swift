import Ledger
package import Monetization

extension Platform {
  /// Makes a stream.
  ///
  /// - Parameters:
  ///   - command: Who streams, and what.
  ///   - caller: Who asks.
  ///   - idempotency: The key that a retry would carry again.
  ///   - reader: As whom the stream is read afterwards.
  /// - Returns: The stream.
  /// - Throws: ``UseCaseError``.
  package func makeStream(
    _ command: CreateStream, by caller: Caller, idempotency: CommandRequest.Idempotency?,
    as reader: ReaderClass
  ) async throws(UseCaseError) -> Made<ShownStream> {
    let accepted = try await perform(command, by: caller, idempotency: idempotency)
    let made = try accepted.required()
    let stream = try await found(.stream, await shownStream(made.stream, as: reader))
    return Made(thing: stream, isReplay: accepted.isReplay)
  }

  /// Edits a stream that is not over.
  ///
  /// - Parameters:
  ///   - command: Which stream, and the fields that are set.
  ///   - caller: Who asks.
  ///   - versions: ``RowCondition`` versions of which the stream must be one; nil for any.
  ///   - reader: As whom the stream is read afterwards.
  /// - Returns: The stream as it is afterwards.
  /// - Throws: ``UseCaseError``.
  package func editStream(
    _ command: EditStream, by caller: Caller, ifOneOf versions: [String]? = nil,
    as reader: ReaderClass
  ) async throws(UseCaseError) -> ShownStream {
    let condition = versions.map {
      RowCondition(.stream, of: OwnerID(command.stream), isOneOf: $0)
    }
    return try await change(
      command.stream, by: command, of: caller, if: condition, as: reader)
  }

  /// Starts, ends or cancels a stream.
  ///
  /// - Parameters:
  ///   - stream: Which stream.
  ///   - step: The step to take.
  ///   - asker: The creator who asks; nil for an admin, who may move any stream.
  ///   - caller: Who asks.
  ///   - reader: As whom the stream is read afterwards.
  /// - Returns: The stream as it is afterwards.
  /// - Throws: ``UseCaseError``.
  package func moveStream(
    _ stream: StreamID, _ step: MoveStream.Step, asker: UserID?, by caller: Caller,
    as reader: ReaderClass
  ) async throws(UseCaseError) -> ShownStream {
    // A stream stays with its creator, whose row the rule reads as well.
    let known = try await found(.stream, await directory.stream(stream, as: reader))
    let command = MoveStream(stream: stream, of: known.creator, step: step, asker: asker)
    _ = try await perform(command, by: caller)
    return try await found(.stream, await shownStream(stream, as: reader))
  }

  private func change(
    _ stream: StreamID, by command: some Rule, of caller: Caller, if condition: RowCondition? = nil,
    as reader: ReaderClass
  ) async throws(UseCaseError) -> ShownStream {
    // The lane loads nothing for an id that was invented.
    guard try await reading(await directory.exists(stream)) else {
      throw .refused(.notFound(.stream))
    }
    _ = try await perform(command, by: caller, if: condition)
    return try await found(.stream, await shownStream(stream, as: reader))
  }
}
