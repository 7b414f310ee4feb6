import Ledger
import Monetization

/// What a post received.
package struct PostGifts: Sendable {
  package let total: GiftTotal
  /// Newest first.
  package let newest: [GiftItem]
  package let names: Names
}

extension Platform {
  /// The gifts of a post of the integrator's; a post that nobody gave anything has none.
  ///
  /// - Throws: ``StoreError``.
  package func gifts(ofPost post: String) async throws(StoreError) -> PostGifts {
    let store = store
    let (total, items) = try await readProjections(as: .anybody) {
      (projections) throws(StoreError) in
      let (total, positions) = try projections.giftTotal(ofPost: post)
      var items: [GiftItem] = []
      for position in positions {
        let entry = try store.journalEntry(at: position)
        if let item = try store.giftItem(of: entry, balance: nil) { items.append(item) }
      }
      return (total, items.sorted { $0.sentAt > $1.sentAt })
    }
    return PostGifts(total: total, newest: items, names: try await names(of: items, as: .anybody))
  }
}
