import Ledger
package import Monetization

extension Platform {
  /// One coin package, on sale or not; nil when there is none.
  ///
  /// - Throws: ``StoreError``.
  package func coinPackage(_ id: PackageID) async throws(StoreError) -> CoinPackage? {
    try await state(of: [OwnerID(id)]).packages[OwnerID(id)]
  }

  /// Makes a coin package.
  ///
  /// - Parameters:
  ///   - changes: The fields that are set; a name, coins and a price are needed.
  ///   - caller: Who makes it.
  ///   - idempotency: The key that a retry would carry again.
  /// - Returns: The package.
  /// - Throws: ``UseCaseError``.
  package func makePackage(
    _ changes: PackageChanges, by caller: Caller, idempotency: CommandRequest.Idempotency?
  ) async throws(UseCaseError) -> Made<CoinPackage> {
    let command = SavePackage(id: nil, changes: changes)
    let accepted = try await perform(command, by: caller, idempotency: idempotency)
    let saved = try accepted.required()
    let coinPackage = try await found(.package, await coinPackage(saved.id))
    return Made(thing: coinPackage, isReplay: accepted.isReplay)
  }

  /// Edits a coin package.
  ///
  /// - Parameters:
  ///   - id: Which package.
  ///   - changes: The fields that are set.
  ///   - caller: Who edits.
  ///   - versions: ``RowCondition`` versions of which the package must be one; nil for any.
  /// - Returns: The package as it is afterwards.
  /// - Throws: ``UseCaseError``.
  package func editPackage(
    _ id: PackageID, _ changes: PackageChanges, by caller: Caller,
    ifOneOf versions: [String]? = nil
  ) async throws(UseCaseError) -> CoinPackage {
    // The lane loads nothing for an id that was invented.
    guard try await reading(await directory.exists(id)) else {
      throw .refused(.notFound(.package))
    }
    let condition = versions.map { RowCondition(.package, of: OwnerID(id), isOneOf: $0) }
    _ = try await perform(
      SavePackage(id: id, changes: changes), by: caller, if: condition)
    return try await found(.package, await coinPackage(id))
  }
}
