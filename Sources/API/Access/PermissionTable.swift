package import Application

/// Which role has which permissions: the one table that decides who may call what.
package enum PermissionTable {
  /// One row for each role.
  package static let rows: [(role: Caller.Roles, permissions: Set<Permission>)] = [
    (
      .user,
      [
        .readOwnAccount, .editOwnLimits, .readOwnWallet, .buyCoins, .readOwnPurchases,
        .sendGifts, .readOwnGifts, .applyAsCreator, .sendTips, .readOwnTips,
      ]
    ),
    (.creator, [.readOwnEarnings, .readOwnProfile, .createStreams, .runStreams]),
    (
      .admin,
      [
        .readCatalog, .editCatalog, .readSettings, .editSettings, .readPurchases, .readLedger,
        .adjustWallets, .readApplications, .reviewCreators, .suspendUsers, .manageKeys,
        .readMetrics, .moveClock, .runStreams,
      ]
    ),
    (.service, [.saveUsers]),
  ]

  /// The roles of which each has a permission.
  ///
  /// It walks the table, so rows of routes keep what it finds.
  package static func roles(with permission: Permission) -> Caller.Roles {
    rows.reduce(into: []) { roles, row in
      if row.permissions.contains(permission) { roles.formUnion(row.role) }
    }
  }
}
