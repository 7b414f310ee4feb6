/// What a caller must be allowed to do; the raw value is `x-permission` of the contract.
package enum Permission: String, Hashable, Sendable, CaseIterable {
  // What people do for themselves.
  case readOwnAccount
  case editOwnLimits
  case readOwnWallet
  case buyCoins
  case readOwnPurchases
  case sendGifts
  case sendTips
  case readOwnGifts
  case readOwnTips
  case applyAsCreator

  // What creators do for themselves.
  case readOwnEarnings
  case readOwnProfile
  case createStreams
  /// Starting, ending and calling off: creators their own streams, admins every one.
  case runStreams

  // What the staff does.
  case readCatalog
  case editCatalog
  case readSettings
  case editSettings
  case readPurchases
  case readLedger
  case adjustWallets
  case readApplications
  case reviewCreators
  case suspendUsers
  case manageKeys
  case readMetrics
  /// Only a server that was started for tests has the route.
  case moveClock

  // What the integrator's servers do.
  case saveUsers
}
