import Application
import HTTPServer
import JSON
import Ledger
import Monetization

/// Who people are, and what they set for themselves.
enum UserRoutes {
  static let endpoints = [
    Endpoint(
      .put, "/api/users/:id", needs: .saveUsers, "Make a user known or update their profile.",
      save),
    Endpoint(.get, "/api/users", needs: .readUsers, "Users, newest first, or found.", list)
      .takingQuery(),
    Endpoint(.get, "/api/users/:id", needs: .readUsers, "One user, with their wallet.", show),
    Endpoint(
      .get, "/api/me", needs: .readOwnAccount, "The caller: profile, roles, balance, limits.",
      me),
    Endpoint(
      .get, "/api/me/limits", needs: .readOwnAccount, "The caller's own spending limits.",
      limits),
    Endpoint(
      .patch, "/api/me/limits", needs: .editOwnLimits, "Set the caller's own spending limits.",
      setLimits),
    Endpoint(
      .post(.harmless), "/api/admin/users/:id/suspend", needs: .suspendUsers,
      "Stop a user from spending.",
      suspend),
    Endpoint(
      .post(.harmless), "/api/admin/users/:id/unsuspend", needs: .suspendUsers,
      "Let a user spend again.",
      unsuspend),
  ]

  private static func save(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let named = call.parameters["id"]
    guard ExternalID.isValid(named) else {
      throw Problem(field: "id", .malformed, "The id must have 1 to 128 visible characters.")
    }
    let changes = try call.body { $0.profileChanges() }
    let condition: Platform.KnownUser? =
      switch try call.ifMatch() {
      case nil: nil
      case .any: .any
      case .oneOf(let tags): .oneOf(tags)
      }
    // Our own id names somebody who is known, by the id that the integrator gave them.
    let externalID = try await call.person(named)?.user.externalID ?? named
    let person = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.savePerson(
        externalID: externalID, changes, by: caller, if: condition)
    }
    return .object { $0.write(person.user) }.tagged(by: person.user)
  }

  private static func list(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (text, paging) = try call.query { query in
      (query.text("query", 1...128), query.paging(by: UserEntity.self))
    }
    let (page, looked) = try await call.reading(
      await call.platform.users(matching: text, before: paging.cursor, limit: paging.limit))
    call.charge(entries: max(looked, 1))
    return .list(page.items, next: page.next.map { UserID($0.rawValue).text }) {
      $0.write($1)
    }
  }

  private static func show(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let person = try await call.personInPath()
    let account = try await call.performing { platform, _ throws(UseCaseError) in
      try await platform.ownAccount(of: person)
    }
    return HTTPResponse.object { object in
      object.write(person)
      object.field("balance", account.wallet.balance)
      object.object("limits") { $0.write(account.limits) }
    }.tagged(by: person.user)
  }

  private static func me(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let account = try await account(call)
    let roles = call.caller.roles
    return .object { object in
      object.object("user") { $0.write(account.user) }
      object.array("roles") { array in
        for name in roles.wireNames { array.element(name) }
      }
      object.field("creatorStatus", account.creator?.wireName)
      object.field("isSuspended", account.user.isSuspended)
      object.field("balance", account.wallet.balance)
      object.field("unread", 0)
      object.object("limits") { $0.write(account.limits) }
    }
  }

  private static func account(_ call: APICall) async throws(Problem) -> OwnAccount {
    let person = try call.person
    return try await call.performing { platform, _ throws(UseCaseError) in
      try await platform.ownAccount(of: person)
    }
  }

  private static func limits(_ call: APICall) async throws(Problem) -> HTTPResponse {
    response(try await account(call))
  }

  private static func setLimits(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let user = try call.person.user
    let change = try call.body { body in
      body.change("dailySpendingLimit") {
        $0.optionalInteger($1, 0...ObjectReader.safeIntegers.upperBound)
      }
    }
    let tags = try call.expectedTags()
    let changed = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.setSpendingLimit(
        of: user.id, to: change, by: caller, ifOneOf: tags)
    }
    return response(changed)
  }

  private static func response(_ account: OwnAccount) -> HTTPResponse {
    .object { $0.write(account.limits) }.tagged(by: account.user)
  }

  private static func suspend(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try await setStanding(isSuspended: true, call)
  }

  private static func unsuspend(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try await setStanding(isSuspended: false, call)
  }

  private static func setStanding(
    isSuspended: Bool, _ call: APICall
  ) async throws(Problem) -> HTTPResponse {
    try call.noBody()
    let user = try await call.personInPath().user
    try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.setSuspension(of: user.id, to: isSuspended, by: caller)
    }
    return .object { object in
      object.field("userId", user.externalID)
      object.field("isSuspended", isSuspended)
    }
  }
}
