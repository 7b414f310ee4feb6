import Application
import Crypto
import HTTPServer
import Ledger
import Monetization
import Synchronization

/// Finds the stored key of a server that calls.
final class APIKeyRegister: Sendable {
  private let platform: Platform
  private let proofs: ProofLimit
  private let known = Mutex(Known())

  private struct Known {
    /// Grows with every revocation, so that a read that began before it is not remembered.
    var generation: Int64 = 0
    var keys = GenerationalCache<Digest32, Monetization.APIKey>(weightMax: 1_000)
  }

  init(platform: Platform, proofs: ProofLimit) {
    self.platform = platform
    self.proofs = proofs
    platform.onCommit { [weak self] entries in self?.forget(whatWasRevokedIn: entries) }
  }

  /// The server that holds a key, acting for a user when it names one.
  ///
  /// - Throws: ``Problem`` with `unauthenticated` for a key that is unknown or revoked, `forbidden`
  ///   for one that may not act for users, `malformed_request` for two users.
  func admit(
    _ text: String, actingFor field: SingleField, from address: IPAddress
  ) async throws(Problem) -> Admission {
    let row = try await key(text, from: address)
    guard field != .absent else { return Admission(key: row, actingFor: nil) }
    guard row.scopes.contains(.act) else {
      throw Problem(.forbidden, "This API key may not act for users: it lacks the scope act.")
    }
    guard let name = field.value?.percentDecoded, ExternalID.isValid(name) else {
      throw Problem(
        .malformedRequest,
        "Ovation-User must be one id of 1 to 128 characters, percent-encoded as in an address.")
    }
    return Admission(key: row, actingFor: try await person(name, of: row))
  }

  /// The server that holds a key; nil for an unknown key.
  func server(of text: String, from address: IPAddress) async -> Caller? {
    do throws(Problem) {
      return Caller(user: nil, roles: [], key: try await key(text, from: address).id)
    } catch {
      // What needs no identity is answered without one; only the limit is another.
      return nil
    }
  }

  /// Whom a server acts for; only a key that may make users makes one of an id that is new.
  private func person(
    _ externalID: String, of row: Monetization.APIKey
  ) async throws(Problem) -> Directory.Person {
    do throws(UseCaseError) {
      if row.scopes.contains(.createUsers) {
        let caller = Caller(user: nil, roles: .service, key: row.id)
        return try await platform.registeredPerson(externalID: externalID, by: caller)
      }
    } catch {
      throw Problem(error)
    }
    do throws(StoreError) {
      if let known = try await platform.directory.person(named: externalID) { return known }
    } catch {
      throw Problem(error)
    }
    throw Problem(
      .notFound,
      "Nobody is known by the id in Ovation-User: save them first by PUT /api/users/{id}, or use "
        + "a key with the scope users:create.")
  }

  /// A key that holds.
  ///
  /// - Throws: ``Problem`` with `unauthenticated`, or `rate_limited` after many that did not.
  private func key(
    _ text: String, from address: IPAddress
  ) async throws(Problem) -> Monetization.APIKey {
    guard let digest = Crypto.APIKey(text)?.digest.digest else { throw .wrongKey }
    if let row = remembered(digest).row, row.revokedAt == nil { return row }
    try proofs.check(address)
    guard let row = try await row(of: digest), row.revokedAt == nil else {
      proofs.countWrong(address)
      throw .wrongKey
    }
    return row
  }

  private func remembered(_ digest: Digest32) -> (row: Monetization.APIKey?, generation: Int64) {
    known.withLock { ($0.keys.value(for: digest, weighing: 1), $0.generation) }
  }

  private func row(of digest: Digest32) async throws(Problem) -> Monetization.APIKey? {
    let (remembered, generation) = remembered(digest)
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

extension Problem {
  fileprivate static let wrongKey = Problem.unauthenticated(
    "The API key is unknown or was revoked.")
}
