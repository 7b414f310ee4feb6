package import Ledger

extension State {
  /// The row of a tag that an owner has at most one of; nil when there is none.
  ///
  /// The settings in force count as a row before they are saved. Accounts and carried fractions,
  /// of which an owner has many, are found by their own keys only.
  package func row(_ tag: RowTag, of owner: OwnerID) -> (any StoredRow)? {
    switch tag {
    case .account, .carry: nil
    case .user: users[owner]
    case .creator: creators[owner]
    case .sender: senders[owner]
    case .buyer: buyers[owner]
    case .gift: gifts[owner]
    case .package: packages[owner]
    case .purchase: purchases[owner]
    case .stream: streams[owner]
    case .settings: settings
    case .settingsVersion: settingsVersions[owner]
    case .apiKey: apiKeys[owner]
    case .gatewayEvent: gatewayEvents[owner]
    }
  }
}
