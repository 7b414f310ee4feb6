import Ledger

/// Which id of a person others see; the person, admins and servers see the integrator's.
package enum ShownIDs: String, Sendable, CaseIterable {
  /// The integrator's own, unless it is an e-mail address or a telephone number.
  case external
  /// Ovation's own, `usr_…`.
  case own
}

/// What others see of a user: nothing else of a person is written for other people.
package struct ShownUser: Equatable, Sendable {
  package let id: String
  package let name: String

  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

extension User {
  /// The user as others see them.
  package func shown(by form: ShownIDs) -> ShownUser {
    let isIDShown = form == .external && !ContactForm.matches(externalID)
    let named = [profile.displayName, profile.username].compactMap(\.self)
      .first { !ContactForm.matches($0) }
    return ShownUser(
      id: isIDShown ? externalID : id.text,
      name: named ?? (isIDShown ? externalID : "Viewer \(shownNumber)"))
  }

  /// The user as they themselves, admins and servers see them.
  package var shownToOperators: ShownUser {
    ShownUser(id: externalID, name: profile.displayName ?? profile.username ?? externalID)
  }

  /// A number of four digits that stays; it tells a few people apart and says nothing of them.
  private var shownNumber: UInt64 {
    let mixed = UInt64(bitPattern: id.rawValue) &* 0x9E37_79B9_7F4A_7C15
    return 1_000 + (mixed >> 40) % 9_000
  }
}
