import Ledger
package import Monetization

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
    if let known = try await reading(await directory.person(externalID: externalID)) {
      return known
    }
    return try await savePerson(
      externalID: externalID, ProfileChanges(profile), by: caller)
  }

  /// Makes a user known or edits their profile: the upsert of the integrator.
  ///
  /// - Parameters:
  ///   - externalID: The integrator's own id, 1 … 128 characters.
  ///   - changes: The fields of the profile that are set.
  ///   - caller: Who asks.
  ///   - condition: What the user must be; nil for anybody, known or not.
  /// - Returns: The person as last committed.
  /// - Throws: ``UseCaseError``.
  package func savePerson(
    externalID: String, _ changes: ProfileChanges, by caller: Caller,
    if condition: KnownUser? = nil
  ) async throws(UseCaseError) -> Directory.Person {
    // A user made by another request between look and command is found by the next round.
    for _ in 0..<Self.roundsMax {
      let known = try await reading(await directory.person(externalID: externalID))?.user.id
      guard known != nil || directory.people.allow(externalID) else {
        throw .refused(.user(.idReserved))
      }
      if condition != nil, known == nil { throw .engine(.preconditionFailed) }
      let command = RegisterUser(externalID: externalID, known: known, changes: changes)
      let isAccepted =
        try await perform(
          command, by: caller,
          if: known.flatMap { condition?.rowCondition(of: $0) }
        ).entry != nil
      guard isAccepted || known != nil else { continue }
      return try await found(.user, await directory.person(externalID: externalID))
    }
    throw .engine(.storageUnavailable)
  }

  /// What a user must be before their profile is saved.
  package enum KnownUser: Equatable, Sendable {
    /// Known already.
    case any
    /// Of one of these ``RowCondition`` versions.
    case oneOf([String])

    fileprivate func rowCondition(of user: UserID) -> RowCondition? {
      guard case .oneOf(let versions) = self else { return nil }
      return RowCondition(.user, of: OwnerID(user), isOneOf: versions)
    }
  }

  private static let roundsMax = 4
}
