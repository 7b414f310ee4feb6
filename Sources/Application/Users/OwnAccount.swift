package import Monetization

/// A user's own account: profile, money, and what they may spend.
package struct OwnAccount: Sendable {
  package let user: User
  /// nil for somebody who never applied.
  package let creator: CreatorStatus?
  package let wallet: WalletSummary
  package let limits: SpendingLimits
}

/// What somebody may spend in a day, in coins, and what they have spent of it.
package struct SpendingLimits: Equatable, Sendable {
  /// What they allow themselves; nil for no limit.
  package let own: Int64?
  /// What the platform allows everybody; nil for no limit.
  package let platform: Int64?
  package let spentToday: Int64

  package init(own: Int64?, platform: Int64?, spentToday: Int64) {
    self.own = own
    self.platform = platform
    self.spentToday = spentToday
  }
}

extension Platform {
  /// A person's own account as last committed.
  ///
  /// - Throws: ``UseCaseError``.
  package func ownAccount(
    of person: Directory.Person
  ) async throws(UseCaseError) -> OwnAccount {
    let wallet = try await reading(await wallet(of: person.user.id))
    let settings = try await reading(await directory.settings())
    return OwnAccount(
      user: person.user, creator: person.creator, wallet: wallet,
      limits: SpendingLimits(
        own: person.user.dailySpendingLimit, platform: settings.gifts.dailySpendingLimit,
        spentToday: wallet.spentToday))
  }
}
