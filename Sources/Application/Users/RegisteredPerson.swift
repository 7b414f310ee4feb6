package import Monetization

/// Why a use case has no answer.
package enum UseCaseError: Error, Equatable, Sendable {
  case store(StoreError)
  case engine(EngineFailure)
  /// The rules said no.
  case refused(Refusal)
}

extension Platform {
  /// The person of an external id, made known first when it is new: the wallet exists from then.
  ///
  /// - Parameters:
  ///   - externalID: The integrator's own id, 1 … 128 characters.
  ///   - profile: What is known of a new person.
  ///   - caller: Who asks; new people ask themselves.
  /// - Returns: The person as last committed.
  /// - Throws: ``UseCaseError``.
  package func registeredPerson(
    externalID: String, profile: UserProfile = UserProfile(), by caller: Caller = .nobody
  ) async throws(UseCaseError) -> Directory.Person {
    if let known = try await person(externalID: externalID) { return known }
    return try await savePerson(externalID: externalID, profile: profile, by: caller)
  }

  /// Makes a user known or updates their profile: the upsert of the integrator.
  ///
  /// - Throws: ``UseCaseError``.
  package func savePerson(
    externalID: String, profile: UserProfile, by caller: Caller
  ) async throws(UseCaseError) -> Directory.Person {
    // A user made by another request between look and command is found by the next round.
    for _ in 0..<Self.roundsMax {
      let known = try await person(externalID: externalID)
      let command = RegisterUser(externalID: externalID, known: known?.user.id, profile: profile)
      switch await submit(.registerUser(command), by: caller) {
      case .accepted:
        if let saved = try await person(externalID: externalID) { return saved }
      case .unchanged:
        if let known { return known }
      case .refused(let refusal, _): throw .refused(refusal)
      case .failed(let failure): throw .engine(failure)
      }
    }
    throw .engine(.storageUnavailable)
  }

  private func person(
    externalID: String
  ) async throws(UseCaseError) -> Directory.Person? {
    do throws(StoreError) {
      return try await directory.person(externalID: externalID)
    } catch {
      throw .store(error)
    }
  }

  private static let roundsMax = 4
}
