import Ledger
import Monetization

extension HubState {
  /// Applies a committed batch; what nobody hears costs a look-up and nothing more.
  mutating func commit(_ entries: [JournalEntry], at now: UInt64) -> [Action] {
    guard !rooms.isEmpty else { return [] }
    var news = RoomNews(hub: HubState(), now: now)
    swap(&news.hub, &self)
    for entry in entries {
      entry.read(by: &news)
      if news.hub.feedCount > 0 { news.hub.addBalances(of: entry) }
    }
    swap(&news.hub, &self)
    return news.actions + tick(at: now)
  }

  private mutating func addBalances(of entry: JournalEntry) {
    for transaction in entry.transactions {
      for posting in transaction.postings where posting.account.kind == .wallet {
        let key = RoomKey.feed(UserID(posting.account.owner.rawValue))
        guard rooms[key] != nil else { continue }
        add(balance: posting.after.balance, to: key)
      }
    }
  }
}

/// Hands what facts mean to the rooms that somebody is in.
private struct RoomNews: FactReader {
  var hub: HubState
  let now: UInt64
  var actions: [HubState.Action] = []

  mutating func paid(_ payment: CreatorPaid, in entry: JournalEntry) {
    guard hub.feedCount > 0, hub.rooms[.feed(payment.creator)] != nil else { return }
    let available = entry.balance(of: payment.creator, .earnings, in: payment.split.unit)
    hub.add(
      EarningsUpdate(payment.split, availableBalance: available), to: .feed(payment.creator))
  }

  mutating func published(_ event: RoomEvent, in room: RoomKey) {
    guard hub.rooms[room] != nil else { return }
    if case .paid(let paid) = event, !paid.isShown(in: room) { return }
    switch event {
    case .paid(let paid): hub.add(paid, to: room)
    case .streamStarted(let stream):
      actions += hub.publish(.streamStarted(stream), in: room, at: now)
    case .streamEnded(let stream):
      actions += hub.publish(.streamEnded(stream), in: room, at: now)
    case .purchaseCompleted(let completed):
      actions += hub.publish(.purchaseCompleted(completed), in: room, at: now)
    }
  }
}

extension RoomPayment {
  fileprivate func isShown(in room: RoomKey) -> Bool {
    guard let kind = AnimationKind.of(payment.split.source) else { return false }
    return !room.isFeed || kind.isInFeed
  }
}
