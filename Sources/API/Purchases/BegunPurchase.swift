import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money

/// A purchase that was made, with how the browser goes on to pay it.
struct BegunPurchase {
  let accepted: Accepted
  let receipt: PurchaseReceipt
  let gateway: GatewayName
  /// nil when nothing is left to pay.
  let start: PaymentStart?
}

extension APICall {
  /// Makes a purchase and begins its payment at the gateway.
  ///
  /// A retry with the same key finds the purchase and begins again, which a gateway answers as it
  /// did the first time.
  ///
  /// - Throws: ``Problem``, with `gateway_unsupported` or `gateway_unavailable` among others.
  func begin(_ wish: PurchaseWish) async throws(Problem) -> BegunPurchase {
    let gateway = try gateway(for: wish)
    var command = CreatePurchase(
      user: try user, goods: wish.goods, gateway: gateway.name,
      returnURL: wish.returnAddress?.text)
    command.currency = wish.currency
    if case .custom = wish.goods {
      let isDemo = environment.configuration.demo != nil
      command.isPaidAtOnce = isDemo && gateway.name == .sandbox
    }
    try await check(wish.goods)
    let idempotency = try idempotency(wish.add(to:))
    let accepted = try await submit(.createPurchase(command), idempotency: idempotency)
    guard let receipt = accepted.entry.flatMap({ PurchaseReceipt($0) }) else {
      throw Problem(EngineFailure.storageUnavailable)
    }
    return try await begin(receipt, accepted)
  }

  /// Refuses what names no package before the lane has to load it; whether it is still on sale is
  /// for the rules, which a replay does not ask.
  private func check(_ goods: CreatePurchase.Goods) async throws(Problem) {
    guard case .package(let id) = goods else { return }
    guard try await reading(await platform.directory.exists(id)) else {
      let isSuspended = try person.user.isSuspended
      throw Problem(isSuspended ? .accountSuspended : .notFound(.package))
    }
  }

  private func begin(
    _ receipt: PurchaseReceipt, _ accepted: Accepted
  ) async throws(Problem) -> BegunPurchase {
    let purchase = try await ownPurchase(receipt.purchase)
    let packages = receipt.offer.package.map { [OwnerID($0)] } ?? []
    let state = try await reading(await platform.state(of: packages))
    guard receipt.status == .pending else {
      return BegunPurchase(
        accepted: accepted, receipt: receipt, gateway: purchase.gateway, start: nil)
    }
    guard let gateway = environment.gateways[purchase.gateway] else { throw .gatewayUnsupported }
    let order = PaymentOrder(
      id: OrderID(purchase.id),
      title: packages.first.flatMap { state.packages[$0]?.name } ?? "Coins",
      offer: receipt.offer, returnAddress: returnAddress(of: purchase))
    do throws(GatewayFailure) {
      let start = try await gateway.begin(order)
      return BegunPurchase(
        accepted: accepted, receipt: receipt, gateway: purchase.gateway, start: start)
    } catch {
      throw Problem(error)
    }
  }

  /// Where the browser goes afterwards, unless the operator has thought better of it.
  private func returnAddress(of purchase: Purchase) -> ReturnAddress? {
    guard let address = purchase.returnURL.flatMap({ ReturnAddress($0) }) else { return nil }
    return environment.returnOrigins.allow(address) ? address : nil
  }

  private func gateway(for wish: PurchaseWish) throws(Problem) -> any PaymentGateway {
    let found: (any PaymentGateway)? =
      switch wish.gateway {
      case .preferred: environment.gateways.preferred
      case .named(let name): environment.gateways[name]
      case .unknown: nil
      }
    guard let found else { throw .gatewayUnsupported }
    if case .custom = wish.goods, !found.takesCustomAmounts { throw .gatewayUnsupported }
    return found
  }
}
