import Ledger
package import Monetization

/// What a server decides about ids before it serves.
package struct PeopleRules: Equatable, Sendable {
  /// Which id of a person others see.
  package var shownIDs = ShownIDs.external
  /// Words that no new user may have as their id, because routes have them in its place.
  package var reservedIDs: Set<String> = []

  package init() {}

  /// Whether a new user may have an id: no word of a route, no dots alone, and no id of ours, which
  /// names the user whom we gave it.
  package func allow(_ externalID: String) -> Bool {
    !reservedIDs.contains(externalID) && ![".", ".."].contains(externalID)
      && UserID(text: externalID) == nil
  }
}
