import Application
import JSON
import Ledger
import Monetization
import Money

extension ObjectWriter {
  /// A version of the settings: when and by whom it was saved, and the whole document.
  mutating func write(_ saved: SavedSettings) {
    field("id", saved.version.id.text)
    field("version", saved.version.settings.version)
    field("savedAt", saved.version.id.time)
    object("savedBy") { $0.write(saved.author) }
    object("settings") { $0.write(saved.version.settings) }
  }

  private mutating func write(_ author: SavedSettings.Author) {
    switch author {
    case .user(let user):
      field("kind", "user")
      field("id", user.shownToOperators.id)
      field("name", user.shownToOperators.name)
    case .key(let key):
      field("kind", "key")
      field("id", key.id.text)
      field("name", key.name)
    case .platform:
      field("kind", "platform")
      null("id")
      null("name")
    }
  }

  /// The settings as admins see them.
  mutating func write(_ settings: Settings) {
    field("version", settings.version)
    field("preset", settings.preset)
    for section in FeatureTable.settings { section.write(settings, &self) }
  }
}
