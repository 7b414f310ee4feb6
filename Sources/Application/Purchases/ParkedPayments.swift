import Ledger
package import Monetization

/// What a gateway said that contradicts our order, with the order.
package struct ParkedPayment: Equatable, Sendable {
  /// As it was stored, with the gateway's own words.
  package let event: GatewayEvent
  /// As last committed; the event changed nothing of it.
  package let purchase: Purchase
}

extension Platform {
  /// One page of what gateways reported and nobody was credited for, newest first.
  ///
  /// - Parameters:
  ///   - before: The last event of the page before; nil for the newest.
  ///   - limit: At most this many.
  /// - Returns: The events, each with its purchase.
  /// - Throws: ``StoreError``.
  package func parkedPayments(
    before: GatewayEventID?, limit: Int
  ) async throws(StoreError) -> Page<ParkedPayment> {
    let events = try await page(
      of: Listing(.parkedEvents), before: before.map { OwnerID($0) }, limit: limit
    ) { state, owner in
      state.gatewayEvents[owner]
    }
    // Several events may contradict one order.
    let owners = Set(events.items.map { OwnerID($0.purchase) })
    let state = try await state(of: Array(owners), as: .own)
    return Page(
      items: events.items.compactMap { event in
        state.purchases[OwnerID(event.purchase)].map {
          ParkedPayment(event: event, purchase: $0)
        }
      },
      next: events.next)
  }
}
