import Ledger
package import Monetization

/// A gateway's report for which nobody was credited, with its order if there is one.
package struct ParkedPayment: Equatable, Sendable {
  /// As it was stored, with the gateway's own words.
  package let event: GatewayEvent
  /// As last committed; nil where the gateway names no order of ours.
  package let purchase: Purchase?
}

extension Platform {
  /// One page of the gateways' reports for which nobody was credited, newest first.
  ///
  /// - Parameters:
  ///   - before: The last event of the page before; nil for the newest.
  ///   - limit: At most this many.
  /// - Returns: The events, each with its purchase if there is one.
  /// - Throws: ``StoreError``.
  package func parkedPayments(
    before: GatewayEventID?, limit: Int
  ) async throws(StoreError) -> Page<ParkedPayment> {
    let events = try await page(
      of: Listing(.parkedEvents), before: before.map { OwnerID($0) }, limit: limit
    ) { state, owner in
      state.gatewayEvents[owner]
    }
    // Several events may be about one order.
    let owners = Set(events.items.compactMap { $0.purchase.map { OwnerID($0) } })
    let state = try await state(of: Array(owners), as: .own)
    return Page(
      items: events.items.map { event in
        ParkedPayment(
          event: event, purchase: event.purchase.flatMap { state.purchases[OwnerID($0)] })
      },
      next: events.next)
  }
}
