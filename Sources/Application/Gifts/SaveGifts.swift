import Ledger
package import Monetization

extension Platform {
  /// Makes a gift of the catalog.
  ///
  /// - Parameters:
  ///   - changes: The fields that are set; a name and a price are needed.
  ///   - caller: Who makes it.
  ///   - idempotency: The key that a retry would carry again.
  /// - Returns: The gift.
  /// - Throws: ``UseCaseError``.
  package func makeGift(
    _ changes: GiftChanges, by caller: Caller, idempotency: CommandRequest.Idempotency?
  ) async throws(UseCaseError) -> Made<CatalogGift> {
    let accepted = try await perform(
      SaveGift(id: nil, changes: changes), by: caller, idempotency: idempotency)
    let saved = try accepted.required()
    let gift = try await found(.gift, await catalogGift(saved.gift))
    return Made(thing: gift, isReplay: accepted.isReplay)
  }

  /// Edits a gift of the catalog.
  ///
  /// - Parameters:
  ///   - id: Which gift.
  ///   - changes: The fields that are set.
  ///   - caller: Who edits.
  ///   - versions: ``RowCondition`` versions of which the gift must be one; nil for any.
  /// - Returns: The gift as it is afterwards.
  /// - Throws: ``UseCaseError``.
  package func editGift(
    _ id: GiftID, _ changes: GiftChanges, by caller: Caller, ifOneOf versions: [String]? = nil
  ) async throws(UseCaseError) -> CatalogGift {
    // The lane loads nothing for an id that was invented.
    guard try await reading(await directory.exists(id)) else { throw .refused(.notFound(.gift)) }
    let condition = versions.map { RowCondition(.gift, of: OwnerID(id), isOneOf: $0) }
    _ = try await perform(
      SaveGift(id: id, changes: changes), by: caller, if: condition)
    return try await found(.gift, await catalogGift(id))
  }
}
