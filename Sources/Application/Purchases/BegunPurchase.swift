import Ledger
package import Monetization

/// A purchase that was made, with the way to pay it.
package struct BegunPurchase: Sendable {
  /// What the request has done, the same for each retry of it.
  package let receipt: PurchaseReceipt
  package let gateway: GatewayName
  /// nil when nothing is left to pay.
  package let start: PaymentStart?
  /// Whether the purchase was made by an earlier request with the same key.
  package let isReplay: Bool
}

extension PurchaseDesk {
  /// Makes a purchase and begins its payment at the gateway.
  ///
  /// A retry with the same key finds the purchase and begins again, which a gateway answers as it
  /// did the first time. Where the gateway has taken the money already, what it says is verified
  /// and settled like a webhook that came over the network.
  ///
  /// - Parameters:
  ///   - request: What is bought, and how.
  ///   - buyer: Who buys.
  ///   - caller: Who asks.
  ///   - idempotency: The key that a retry would carry again.
  /// - Returns: The purchase.
  /// - Throws: ``UseCaseError``.
  package func begin(
    _ request: PurchaseRequest, for buyer: User, by caller: Caller,
    idempotency: CommandRequest.Idempotency?
  ) async throws(UseCaseError) -> BegunPurchase {
    var command = CreatePurchase(
      user: buyer.id, goods: request.goods, gateway: try gateway(for: request).name,
      returnURL: request.returnAddress?.text)
    command.currency = request.currency
    command.metadata = request.metadata
    try await check(request.goods, of: buyer)
    let accepted = try await platform.perform(
      command, by: caller, idempotency: idempotency)
    guard let receipt = accepted.entry.flatMap({ PurchaseReceipt($0) }) else {
      throw .engine(.storageUnavailable)
    }
    return try await begin(receipt, of: buyer.id, isReplay: accepted.isReplay)
  }

  /// Refuses what names no package before the lane has to load it; whether it is still on sale is
  /// for the rules, which a replay does not ask.
  private func check(
    _ goods: CreatePurchase.Goods, of buyer: User
  ) async throws(UseCaseError) {
    guard case .package(let id) = goods else { return }
    guard try await platform.reading(await platform.directory.exists(id)) else {
      throw .refused(buyer.isSuspended ? .user(.suspended) : .notFound(.package))
    }
  }

  private func begin(
    _ receipt: PurchaseReceipt, of user: UserID, isReplay: Bool
  ) async throws(UseCaseError) -> BegunPurchase {
    let purchase = try await platform.purchase(receipt.purchase, of: user)
    func begun(_ receipt: PurchaseReceipt, _ start: PaymentStart?) -> BegunPurchase {
      BegunPurchase(
        receipt: receipt, gateway: purchase.gateway, start: start, isReplay: isReplay)
    }
    guard receipt.status == .pending else { return begun(receipt, nil) }
    guard let gateway = gateways[purchase.gateway] else { throw .gateway(.unsupported) }
    let order = PaymentOrder(
      id: OrderID(purchase.id), title: try await title(of: receipt.offer),
      offer: receipt.offer, returnAddress: returnAddress(of: purchase))
    let start: PaymentStart
    do throws(GatewayFailure) { start = try await gateway.begin(order) } catch {
      throw .gateway(error)
    }
    guard case .settled(let webhook) = start else { return begun(receipt, start) }
    let settled = try await settle(purchase, by: webhook, of: gateway)
    return begun(settled ?? receipt, nil)
  }

  /// Takes in what a gateway has signed, as if it had come over the network.
  ///
  /// The webhook may come that way, too, and even before: the event counts once, and what is told
  /// is read from the entry that took it in, so that every retry is told the same.
  ///
  /// - Returns: nil where it did not move the purchase.
  private func settle(
    _ purchase: Purchase, by webhook: IncomingWebhook, of gateway: any PaymentGateway
  ) async throws(UseCaseError) -> PurchaseReceipt? {
    let report: GatewayReport
    do throws(WebhookFault) { report = try gateway.read(webhook) } catch {
      throw .gateway(.unavailable)
    }
    guard report.purchase == purchase.id else { throw .gateway(.unavailable) }
    try await platform.settle(report)
    let (store, name) = (platform.store, report.uniqueName)
    let readers = platform.readers
    let entry = try await platform.reading(
      await readers.read(as: .money) { () throws(StoreError) in
        // The event has the stamp of the entry that stored it for its identifier.
        try store.owner(of: name).flatMap { (event) throws(StoreError) in
          try store.journalEntry(stamped: Stamp(rawValue: event.rawValue))
        }
      })
    return entry.flatMap { PurchaseReceipt($0) }
  }

  private func title(of offer: PurchaseOffer) async throws(UseCaseError) -> String {
    let words = try await platform.reading(await platform.directory.settings()).coinWords
    guard let package = offer.package else { return words.otherCapitalized }
    let sold = try await platform.reading(await platform.coinPackage(package))
    return sold?.name ?? words.otherCapitalized
  }

  /// Where the browser goes afterwards, unless the operator has thought better of it.
  private func returnAddress(of purchase: Purchase) -> ReturnAddress? {
    purchase.returnURL.flatMap { ReturnAddress($0) }.flatMap { mayReturn($0) ? $0 : nil }
  }

  private func gateway(for request: PurchaseRequest) throws(UseCaseError) -> any PaymentGateway {
    let found: (any PaymentGateway)? =
      switch request.gateway {
      case .preferred: gateways.preferred
      case .named(let name): gateways[name]
      }
    guard let found else { throw .gateway(.unsupported) }
    if case .custom = request.goods, !found.takesCustomAmounts { throw .gateway(.unsupported) }
    return found
  }
}
