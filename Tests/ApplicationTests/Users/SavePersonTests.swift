import Application
import Monetization
import Testing

/// People are made known and edited by the integrator.
@Suite struct SavePersonTests {
  private static func named(_ username: String?) -> ProfileChanges {
    var changes = ProfileChanges()
    changes.username = .set(username)
    return changes
  }

  @Test func `somebody new is made known once, however many say so at the same time`()
    async throws
  {
    let stage = try PlatformStage()
    let users = await withTaskGroup(of: UserID?.self) { group in
      for number in 0..<8 {
        group.addTask {
          try? await stage.platform.savePerson(
            externalID: "ada", Self.named("name-\(number)"), by: stage.boss
          ).user.id
        }
      }
      return await group.reduce(into: Set<UserID?>()) { $0.insert($1) }
    }
    #expect(users.count == 1 && !users.contains(nil))
  }

  @Test func `a profile is saved for whom it was read of, and for nobody who is not known`()
    async throws
  {
    let stage = try PlatformStage()
    let platform = stage.platform
    for condition in [Platform.KnownUser.any, .oneOf(["version"])] {
      await #expect(throws: UseCaseError.engine(.preconditionFailed)) {
        try await platform.savePerson(
          externalID: "ada", Self.named("ada"), by: stage.boss, if: condition)
      }
    }
    let made = try await platform.savePerson(
      externalID: "ada", Self.named("ada"), by: stage.boss
    ).user
    let version = RowCondition.version(of: made)
    let cleared = try await platform.savePerson(
      externalID: "ada", Self.named(nil), by: stage.boss, if: .oneOf([version])
    ).user
    #expect(cleared.id == made.id && cleared.profile.username == nil)
    await #expect(throws: UseCaseError.engine(.preconditionFailed)) {
      try await platform.savePerson(
        externalID: "ada", Self.named("ada"), by: stage.boss, if: .oneOf([version]))
    }
  }

  @Test func `a limit is set, kept and lifted`() async throws {
    let stage = try PlatformStage()
    let user = try await stage.person("ada").id
    for (change, limit) in [
      (.set(5), 5), (.keep, 5), (.set(nil), nil),
    ] as [(FieldChange<Int64>, Int64?)] {
      let changed = try await stage.platform.setSpendingLimit(
        of: user, to: change, by: stage.boss)
      #expect(changed.limits.own == limit)
    }
  }
}
