import Application
import Crypto
import Ledger
import Monetization
import Synchronization

/// Finds the stored key of a server that calls.
final class APIKeyRegister: Sendable {
  private let platform: Platform
  private let known = Mutex(Known())

  private struct Known {
    /// Grows with every revocation, so that a read that began before it is not remembered.
    var generation: Int64 = 0
    var keys = GenerationalCache<Digest32, Monetization.APIKey>(weightMax: 1_000)
  }

  init(platform: Platform) {
    self.platform = platform
    platform.onCommit { [weak self] entries in self?.forget(whatWasRevokedIn: entries) }
  }

  /// The server that holds a key, acting for a user when it names one.
  ///
  /// - Throws: ``Problem`` with `unauthenticated` for a key that is unknown or revoked, `forbidden`
  ///   for one that may not act for users.
  func admit(_ text: String, actingFor externalID: String?) async throws(Problem) -> Admission {
    guard let key = Crypto.APIKey(text), let row = try await row(of: key.digest.digest),
      row.revokedAt == nil
    else { throw .unauthenticated("The API key is unknown or was revoked.") }
    guard let externalID else { return Admission(key: row, actingFor: nil) }
    guard row.scopes.contains(.act) else {
      throw Problem(.forbidden, "This API key may not act for users: it lacks the scope act.")
    }
    guard ExternalID.isValid(externalID) else {
      throw Problem(.malformedRequest, "Ovation-User must be an id of 1 to 128 characters.")
    }
    do throws(UseCaseError) {
      let caller = Caller(user: nil, roles: .service, key: row.id)
      let person = try await platform.registeredPerson(externalID: externalID, by: caller)
      return Admission(key: row, actingFor: person)
    } catch {
      throw Problem(error)
    }
  }

  private func row(of digest: Digest32) async throws(Problem) -> Monetization.APIKey? {
    let (remembered, generation) = known.withLock { known in
      (known.keys.value(for: digest, weighing: 1), known.generation)
    }
    if let remembered { return remembered }
    do throws(StoreError) {
      guard let row = try await platform.apiKey(digest: digest.hexadecimal) else { return nil }
      known.withLock { known in
        guard known.generation == generation else { return }
        known.keys.insert(row, for: digest, weighing: 1)
      }
      return row
    } catch {
      throw Problem(error)
    }
  }

  private func forget(whatWasRevokedIn entries: [JournalEntry]) {
    let isRevoking = entries.contains { entry in
      entry.facts.contains { fact in
        if case .apiKeyRevoked = fact { true } else { false }
      }
    }
    guard isRevoking else { return }
    known.withLock { known in
      known.generation += 1
      known.keys.removeAll()
    }
  }
}
