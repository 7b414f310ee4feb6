import Application
import JSON
import Ledger
import Monetization

extension ObjectWriter {
  /// A user as they themselves and servers see them.
  mutating func write(_ user: User) {
    field("id", user.externalID)
    field("username", user.profile.username)
    field("displayName", user.profile.displayName)
    field("avatarUrl", user.profile.avatarURL)
    field("locale", user.profile.locale)
    field("country", user.profile.country)
    field("createdAt", user.id.time)
  }

  /// A person with their standing, as servers and admins see them.
  mutating func write(_ person: Directory.Person) {
    write(person.user)
    field("ovationId", person.user.id.text)
    field("isAdmin", person.user.isAdmin)
    field("creatorStatus", person.creator?.wireName)
    field("isSuspended", person.user.isSuspended)
  }

  /// A user's limits with what is used of them today.
  mutating func write(_ limits: SpendingLimits) {
    field("dailySpendingLimit", limits.own)
    field("platformDailySpendingLimit", limits.platform)
    field("spentToday", limits.spentToday)
  }
}

extension Caller.Roles {
  /// What the roles are called on the wire.
  var wireNames: [String] {
    let all: [(Caller.Roles, String)] = [
      (.user, "user"), (.creator, "creator"), (.admin, "admin"), (.service, "service"),
      (.recorder, "recorder"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}

extension ObjectReader {
  /// What an integrator says about a user.
  mutating func profileChanges() -> ProfileChanges {
    var changes = ProfileChanges()
    changes.username = change("username") { $0.optionalVisibleText($1, 1...64) }
    changes.displayName = change("displayName") { $0.optionalVisibleText($1, 1...64) }
    changes.avatarURL = change("avatarUrl") { $0.optionalURL($1) }
    changes.locale = change("locale") { $0.optionalLocale($1) }
    changes.country = change("country") { $0.optionalCountry($1) }
    return changes
  }

  /// An address of a picture or page that may be absent: `http`, `https`, or a path of our own.
  mutating func optionalURL(_ name: String) -> String? {
    optionalParsed(name, 1...2_048, expected: "an address that begins with https:// or /") {
      let isAddress =
        $0.hasPrefix("https://") || $0.hasPrefix("http://")
        || ($0.hasPrefix("/") && !$0.hasPrefix("//"))
      let isPlain = $0.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
      return isAddress && isPlain ? $0 : nil
    }
  }

  /// A language tag that may be absent.
  mutating func optionalLocale(_ name: String) -> String? {
    optionalParsed(name, 2...35, expected: "a language tag such as en-IN") { text in
      let isTag = text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
      return isTag && isLetter(text.utf8.first ?? 0) ? text : nil
    }
  }

  /// A country of two letters that may be absent.
  mutating func optionalCountry(_ name: String) -> String? {
    optionalParsed(name, 2...2, expected: "a country of two capital letters such as IN") { text in
      isCountry(text) ? text : nil
    }
  }
}

/// Whether a text has the form of a country of ISO 3166.
func isCountry(_ text: String) -> Bool {
  text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
