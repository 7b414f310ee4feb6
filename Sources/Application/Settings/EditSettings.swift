import Ledger
package import Monetization

extension Platform {
  /// Changes the platform's settings; every change makes the next version.
  ///
  /// An admin who names the version that they read is told when it was changed meanwhile; else
  /// the change is made on top of whatever holds now.
  ///
  /// - Parameters:
  ///   - caller: Who changes.
  ///   - version: The version that the change was made from; nil for the newest.
  ///   - change: Makes the change.
  /// - Returns: The settings that hold now.
  /// - Throws: ``UseCaseError``.
  package func editSettings(
    by caller: Caller, from version: Int64?, _ change: (inout Settings) -> Void
  ) async throws(UseCaseError) -> Settings {
    for _ in 0..<Self.editsMax {
      var settings = try await storedSettings()
      let before = settings
      if let version, version != before.version {
        throw .refused(.conflict(.settingsChangedMeanwhile))
      }
      change(&settings)
      settings.version = before.version
      switch await submit(.saveSettings(SaveSettings(settings: settings)), by: caller) {
      case .accepted: return try await storedSettings()
      case .unchanged: return before
      case .refused(.conflict(.settingsChangedMeanwhile), _): continue
      case .refused(let refusal, _): throw .refused(refusal)
      case .failed(let failure): throw .engine(failure)
      }
    }
    throw .refused(.conflict(.settingsChangedMeanwhile))
  }

  private func storedSettings() async throws(UseCaseError) -> Settings {
    do throws(StoreError) {
      return try await state(of: [.global]).settings
    } catch {
      throw .store(error)
    }
  }

  private static let editsMax = 4
}
