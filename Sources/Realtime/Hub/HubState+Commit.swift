import Ledger
import Monetization

extension HubState {
  /// Takes a committed batch on; what nobody hears costs a look-up and nothing more.
  mutating func commit(_ entries: [JournalEntry], at now: UInt64) -> [Action] {
    guard !rooms.isEmpty else { return [] }
    var actions: [Action] = []
    for entry in entries {
      for fact in entry.facts { actions += take(fact, of: entry, at: now) }
      if feedCount > 0 { takeBalances(of: entry) }
    }
    return actions + tick(at: now)
  }

  private mutating func take(
    _ fact: Fact, of entry: JournalEntry, at now: UInt64
  ) -> [Action] {
    switch fact {
    case .giftSent(let sent):
      take(sent, of: entry)
      return []
    case .streamChanged(let stream, _, .live):
      return publish(.streamStarted(stream), in: .stream(stream), at: now)
    case .streamChanged(let stream, _, .ended):
      return publish(.streamEnded(stream), in: .stream(stream), at: now)
    case .purchaseChanged(let change) where change.status == .completed:
      let completed = PurchaseCompleted(
        purchase: change.purchase, coins: change.offer.coins, bonusCoins: change.offer.bonusCoins,
        newBalance: entry.balance(of: change.user, .wallet))
      return publish(.purchaseCompleted(completed), in: .feed(change.user), at: now)
    case .streamChanged, .purchaseChanged, .userRegistered, .userChanged, .creatorApplied,
      .creatorReviewed, .giftSaved, .packageSaved, .gatewayEventStored, .settingsSaved,
      .apiKeyCreated, .apiKeyRevoked, .walletAdjusted, .lookUpBegun:
      return []
    }
  }

  private mutating func take(_ sent: GiftSent, of entry: JournalEntry) {
    if let stream = sent.stream, rooms[.stream(stream)] != nil {
      add(sent, at: entry.position, to: .stream(stream))
    }
    guard feedCount > 0, rooms[.feed(sent.receiver)] != nil else { return }
    let available = entry.balance(of: sent.receiver, .earnings, in: sent.split.unit)
    add(
      EarningsUpdate(sent.split, availableBalance: available), to: .feed(sent.receiver))
  }

  private mutating func takeBalances(of entry: JournalEntry) {
    for transaction in entry.transactions {
      for posting in transaction.postings where posting.account.kind == .wallet {
        let key = RoomKey.feed(UserID(posting.account.owner.rawValue))
        guard rooms[key] != nil else { continue }
        add(balance: posting.after.balance, to: key)
      }
    }
  }
}
