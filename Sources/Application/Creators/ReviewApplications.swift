import Ledger
package import Monetization

extension Platform {
  /// A user asks to become a creator.
  ///
  /// - Parameters:
  ///   - user: Who asks.
  ///   - caller: The caller.
  ///   - idempotency: The key that a retry would carry again.
  /// - Returns: The application.
  /// - Throws: ``UseCaseError``.
  package func applyAsCreator(
    _ user: UserID, by caller: Caller, idempotency: CommandRequest.Idempotency?
  ) async throws(UseCaseError) -> Made<CreatorApplication> {
    let accepted = try await perform(
      ApplyAsCreator(user: user), by: caller, idempotency: idempotency)
    let application = try await found(.creator, await creatorApplication(of: user))
    return Made(thing: application, isReplay: accepted.isReplay)
  }

  /// An admin decides on an application.
  ///
  /// - Parameters:
  ///   - command: Whose application, and the decision.
  ///   - caller: Who decides.
  ///   - versions: ``RowCondition`` versions of which the application must be one; nil for any.
  /// - Returns: The application as it is afterwards.
  /// - Throws: ``UseCaseError``.
  package func reviewCreator(
    _ command: ReviewCreator, by caller: Caller, ifOneOf versions: [String]? = nil
  ) async throws(UseCaseError) -> CreatorApplication {
    let condition = versions.map {
      RowCondition(.creator, of: OwnerID(command.user), isOneOf: $0)
    }
    _ = try await perform(command, by: caller, if: condition)
    return try await found(.creator, await creatorApplication(of: command.user))
  }
}
