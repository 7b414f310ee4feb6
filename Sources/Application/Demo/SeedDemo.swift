package import Monetization
import Ledger

/// Why the demo could not be set up.
package enum SeedFault: Error, Equatable, Sendable {
  case store(StoreError)
  case unexpected(Outcome)
}

extension Platform {
  /// Makes the people, packages, gifts and live streams of the demo, where they are missing.
  ///
  /// - Throws: ``SeedFault``.
  package func seedDemo() async throws(SeedFault) {
    for person in DemoCatalog.people { try await seed(person) }
    if try await isEmpty(Listing(.packages)) {
      for coinPackage in DemoCatalog.packages {
        _ = try await accepted(.savePackage(SavePackage(id: nil, coinPackage: coinPackage)))
      }
    }
    if try await isEmpty(Listing(.gifts)) {
      for gift in DemoCatalog.gifts {
        _ = try await accepted(.saveGift(SaveGift(id: nil, gift: gift)))
      }
    }
    for stream in DemoCatalog.streams { try await seed(stream) }
  }

  /// Registers a user if they are not known, and returns who they are.
  ///
  /// - Throws: ``SeedFault``.
  package func known(
    externalID: String, profile: UserProfile = UserProfile()
  ) async throws(SeedFault) -> Directory.Person {
    if let person = try await find(externalID) { return person }
    _ = try await accepted(
      .registerUser(RegisterUser(externalID: externalID, profile: profile)))
    guard let person = try await find(externalID) else { throw .unexpected(.unchanged) }
    return person
  }

  private func seed(_ person: DemoCatalog.Person) async throws(SeedFault) {
    let profile = UserProfile(
      username: person.externalID, displayName: person.displayName, locale: "en-IN",
      country: "IN")
    let known = try await known(externalID: person.externalID, profile: profile)
    let user = known.user.id
    switch person.role {
    case .viewer: break
    case .admin:
      _ = try await accepted(.setUserStanding(SetUserStanding(user: user, isAdmin: true)))
    case .applicant, .creator:
      guard known.creator == nil else { return }
      _ = try await accepted(.applyAsCreator(ApplyAsCreator(user: user)))
      guard person.role == .creator else { return }
      _ = try await accepted(
        .reviewCreator(ReviewCreator(user: user, approves: true, reason: nil)))
    }
  }

  private func seed(_ stream: (creator: String, title: String)) async throws(SeedFault) {
    let creator = try await known(externalID: stream.creator).user.id
    let list = Listing(.streamsByCreator, group: creator.rawValue)
    guard try await isEmpty(list) else { return }
    let outcome = try await accepted(
      .createStream(
        CreateStream(creator: creator, title: stream.title, viewersMax: nil, scheduledAt: nil)))
    guard case .accepted(let entry, _) = outcome,
      case .streamChanged(let made)? = entry.facts.first
    else { throw .unexpected(outcome) }
    _ = try await accepted(
      .moveStream(MoveStream(stream: made.stream, of: creator, step: .start, asker: creator)))
  }

  private func accepted(_ command: Command) async throws(SeedFault) -> Outcome {
    let outcome = await engine.submit(CommandRequest(command, actor: .global))
    switch outcome {
    case .accepted, .unchanged: return outcome
    case .refused, .failed: throw .unexpected(outcome)
    }
  }

  private func find(_ externalID: String) async throws(SeedFault) -> Directory.Person? {
    do { return try await directory.person(externalID: externalID) } catch {
      throw .store(error)
    }
  }

  private func isEmpty(_ list: Listing) async throws(SeedFault) -> Bool {
    do {
      return try await readProjections(as: .background) { (projections) throws(StoreError) in
        try projections.members(of: list, before: nil, limit: 1).isEmpty
      }
    } catch {
      throw .store(error)
    }
  }
}
