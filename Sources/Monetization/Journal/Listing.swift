/// A list whose members are found without scanning; the rows stand in the store.
package struct Listing: Hashable, Sendable {
  /// The kinds of lists; the numbers are stored.
  package enum Kind: UInt8, Sendable, CaseIterable {
    case gifts = 1
    case packages = 2
    /// The group is a ``StreamStatus``.
    case streamsByStatus = 3
    /// The group is the creator.
    case streamsByCreator = 4
    /// The group is the buyer.
    case purchasesByUser = 5
    /// The group is a ``CreatorStatus``.
    case creatorsByStatus = 6
    case apiKeys = 7
    /// Gateway events that nobody was credited for.
    case parkedEvents = 8
    case purchases = 9
    /// Purchases whose gateway is to be asked; the group is ``Purchase/nextLookUp``.
    case lookUps = 10
    case settingsVersions = 11
    case users = 12
  }

  package let kind: Kind
  /// What tells lists of one kind apart; 0 where there is only one.
  package let group: Int64

  package init(_ kind: Kind, group: Int64 = 0) {
    self.kind = kind
    self.group = group
  }
}
