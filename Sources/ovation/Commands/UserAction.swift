import Application
import Ledger
import Monetization

/// What the operator does with a user, beside a server or without one.
enum UserAction: String, CaseIterable {
  /// Makes an admin, also of somebody who was suspended: somebody must be able to help.
  case admin
  case noAdmin = "no-admin"
  case show

  /// Does it.
  ///
  /// - Returns: What to tell the operator.
  /// - Throws: ``OperatorFault``.
  func perform(on id: String, of platform: Platform) async throws(OperatorFault) -> String {
    guard self != .show else { return try await shown(id, of: platform) }
    let person: Directory.Person
    do throws(SeedFault) { person = try await platform.known(externalID: id) } catch {
      throw OperatorFault("The user was not changed: \(error).")
    }
    let isAdmin = self == .admin
    let command = SetUserStanding(
      user: person.user.id, isAdmin: isAdmin, isSuspended: isAdmin ? false : nil)
    let outcome = await platform.engine.submit(
      CommandRequest(.setUserStanding(command), actor: .global))
    guard outcome.isAccepted || outcome == .unchanged else {
      throw OperatorFault("The user was not changed: \(outcome).")
    }
    return "\(id) is \(isAdmin ? "an admin" : "no admin") now."
  }

  private func shown(_ id: String, of platform: Platform) async throws(OperatorFault) -> String {
    let found: Directory.Person?
    do throws(StoreError) { found = try await platform.directory.person(named: id) } catch {
      throw OperatorFault(error)
    }
    guard let found else { throw OperatorFault("There is no user \(id).") }
    let creator = found.creator.map { "\($0)" } ?? "no"
    return "\(id): admin \(found.user.isAdmin), suspended \(found.user.isSuspended), "
      + "creator \(creator)"
  }
}
