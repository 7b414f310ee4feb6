package import Monetization

/// Why a database is not served in a mode.
package enum BeginFault: Error, Equatable, Sendable {
  /// It was begun in another mode.
  case begun(as: PlatformMode)
  case failed(UseCaseError)
}

extension Platform {
  /// Saves the first settings of a new database with its mode, or checks the mode of an old one.
  ///
  /// A database of an older version, which names no mode, is a demo if the demo's people are in it
  /// and live otherwise: there was no other play money.
  ///
  /// - Parameters:
  ///   - mode: What its money is.
  ///   - first: What a new database begins with.
  /// - Throws: ``BeginFault``.
  package func begin(as mode: PlatformMode, with first: Settings) async throws(BeginFault) {
    let settings: Settings
    do throws(StoreError) { settings = try await directory.settings() } catch {
      throw .failed(.store(error))
    }
    if settings.version > 0 {
      let begun = try await modeBegun(settings)
      guard begun == mode else { throw .begun(as: begun) }
    }
    guard settings.mode.mode == nil else { return }
    var changes = settings.version == 0 ? SettingsChanges(first) : SettingsChanges()
    changes.mode.mode = mode
    let command = SaveSettings(from: settings.version, changes: changes)
    do throws(UseCaseError) { _ = try await perform(command, by: .nobody) } catch {
      throw .failed(error)
    }
  }

  private func modeBegun(_ settings: Settings) async throws(BeginFault) -> PlatformMode {
    if let begun = settings.mode.mode { return begun }
    do throws(StoreError) {
      let admin = try await directory.person(externalID: DemoCatalog.adminID)
      return admin?.user.isAdmin == true ? .demo : .live
    } catch {
      throw .failed(.store(error))
    }
  }
}
