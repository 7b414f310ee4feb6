import Monetization

extension Platform {
  /// Somebody of the demo's cast, made known if they are not yet.
  ///
  /// - Parameters:
  ///   - externalID: Who signs in.
  ///   - caller: Who asks: nobody, as a rule.
  /// - Returns: The person.
  /// - Throws: ``UseCaseError``; anybody else is refused as not found.
  package func signInToDemo(
    as externalID: String, by caller: Caller
  ) async throws(UseCaseError) -> Directory.Person {
    guard let cast = DemoCatalog.people.first(where: { $0.externalID == externalID }) else {
      throw .refused(.notFound(.user))
    }
    return try await registeredPerson(
      externalID: externalID, profile: UserProfile(displayName: cast.displayName), by: caller)
  }
}
