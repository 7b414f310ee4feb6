import Ledger
package import Monetization

extension Platform {
  /// Edits the platform's settings; every edit makes the next version.
  ///
  /// - Parameters:
  ///   - changes: The fields that are set.
  ///   - version: The version that the edit was made from, which must still be the newest; nil for
  ///     whichever is.
  ///   - caller: Who edits.
  ///   - versions: ``RowCondition`` versions of which the settings must be one; nil for any.
  /// - Returns: The settings that hold now.
  /// - Throws: ``UseCaseError``.
  package func editSettings(
    _ changes: SettingsChanges, from version: Int64?, by caller: Caller,
    ifOneOf versions: [String]? = nil
  ) async throws(UseCaseError) -> Settings {
    let condition = versions.map { RowCondition(.settings, of: .global, isOneOf: $0) }
    _ = try await perform(
      SaveSettings(from: version, changes: changes), by: caller, if: condition)
    return try await reading(await state(of: [.global]).settings)
  }
}
