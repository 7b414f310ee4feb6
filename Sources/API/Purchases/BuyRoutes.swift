import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money

/// Ways to begin a purchase.
enum BuyRoutes {
  static let endpoints = [
    Endpoint(
      .post(.keyed), "/api/coins/purchase", needs: .buyCoins, "Begin to buy a coin package.",
      buyPackage),
    Endpoint(
      .post(.keyed), "/api/tokens/purchase", needs: .buyCoins, "Begin to buy any number of coins.",
      buyAmount),
    Endpoint(
      .post(.keyed), "/api/payments/create-checkout-session", needs: .buyCoins,
      "Begin to buy a coin package on a hosted page.", openSession),
  ]

  private static func buyPackage(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let request = try call.purchaseRequest { body in
      var request = PurchaseRequest(
        goods: .package(body.identifier("packageId")), gateway: body.gateway(),
        currency: body.optionalCurrency("currency"))
      request.metadata = body.metadata("metadata")
      return request
    }
    return try await call.answer(request)
  }

  private static func buyAmount(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let request = try call.purchaseRequest { body in
      var request = PurchaseRequest(
        goods: .custom(Coins(body.integer("amountTokens", 1...Amount.operationMax))),
        gateway: body.gateway(), currency: nil)
      request.metadata = body.metadata("metadata")
      return request
    }
    return try await call.answer(request)
  }

  private static func openSession(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let request = try call.purchaseRequest { body in
      var request = PurchaseRequest(
        goods: .package(body.identifier("packageId")), gateway: .preferred,
        currency: body.optionalCurrency("currency"))
      request.metadata = body.metadata("metadata")
      return request
    }
    let begun = try await call.begin(request)
    guard case .page(let address) = begun.start else { throw .gatewayUnsupported }
    return begun.answer { object in
      object.field("checkoutUrl", call.link(address))
      object.field("sessionId", OrderID(begun.receipt.purchase).text)
      object.field("purchaseId", begun.receipt.purchase.text)
    }
  }
}

extension APICall {
  /// The request of the body, with the way back that it names.
  ///
  /// - Throws: ``Problem``.
  fileprivate func purchaseRequest(
    _ read: (inout ObjectReader) -> PurchaseRequest
  ) throws(Problem) -> PurchaseRequest {
    var (request, back) = try body { body in (read(&body), body.returnText()) }
    request.returnAddress = try returnAddress(back)
    return request
  }

  /// Begins a purchase and tells how to pay it.
  ///
  /// - Throws: ``Problem``.
  fileprivate func answer(_ request: PurchaseRequest) async throws(Problem) -> HTTPResponse {
    let begun = try await begin(request)
    return begun.answer { object in
      object.write(begun, isTest: isTest, link: link)
      object.field("metadata", request.metadata)
    }
  }

  /// Makes a purchase and begins its payment at the gateway.
  ///
  /// - Throws: ``Problem``, with `gateway_unsupported` or `gateway_unavailable` among others.
  fileprivate func begin(_ request: PurchaseRequest) async throws(Problem) -> BegunPurchase {
    let (buyer, idempotency) = (try person.user, try idempotency(request.add(to:)))
    return try await performing { [environment] _, caller throws(UseCaseError) in
      try await environment.purchaseDesk.begin(
        request, for: buyer, by: caller, idempotency: idempotency)
    }
  }
}

extension BegunPurchase {
  /// The answer, marked when the purchase was made by an earlier request.
  fileprivate func answer(_ body: (inout ObjectWriter) -> Void) -> HTTPResponse {
    HTTPResponse.json(200, JSONWriter.object(body)).marked(asReplay: isReplay)
  }
}
