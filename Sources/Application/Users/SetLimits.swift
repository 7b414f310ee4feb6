import Ledger
package import Monetization

extension Platform {
  /// Edits the limits that a user sets for themself.
  ///
  /// - Parameters:
  ///   - user: Whose limits.
  ///   - dailyCoins: The most coins of one UTC day; cleared for no limit of their own.
  ///   - caller: Who edits.
  ///   - versions: ``RowCondition`` versions of which the user must be one; nil for any.
  /// - Returns: The account as it is afterwards.
  /// - Throws: ``UseCaseError``.
  package func setSpendingLimit(
    of user: UserID, to dailyCoins: FieldChange<Int64>, by caller: Caller,
    ifOneOf versions: [String]? = nil
  ) async throws(UseCaseError) -> OwnAccount {
    let command = SetSpendingLimit(user: user, dailyCoins: dailyCoins)
    let condition = versions.map { RowCondition(.user, of: OwnerID(user), isOneOf: $0) }
    _ = try await perform(command, by: caller, if: condition)
    return try await ownAccount(of: found(.user, await directory.person(user)))
  }

  /// Stops a user from spending, or lets them spend again.
  ///
  /// - Throws: ``UseCaseError``.
  package func setSuspension(
    of user: UserID, to isSuspended: Bool, by caller: Caller
  ) async throws(UseCaseError) {
    var command = SetUserStanding(user: user, isSuspended: isSuspended)
    command.asker = caller.key == nil ? caller.user.map { .person($0) } ?? .operator : .key
    _ = try await perform(command, by: caller)
  }
}
