package import JSON
package import Monetization

extension PurchaseDesk {
  /// Asks the gateway for the result of a payment, unless it is known.
  ///
  /// - Parameters:
  ///   - id: The purchase.
  ///   - user: Whose it must be.
  ///   - wanted: The gateway that the client believes it to be at.
  ///   - returned: What the gateway's flow gave the browser; not trusted.
  /// - Returns: The purchase afterwards, with the buyer's balance.
  /// - Throws: ``UseCaseError``; another user's purchase is refused as not found.
  package func verify(
    _ id: PurchaseID, of user: UserID, at wanted: PurchaseRequest.GatewayChoice,
    returned: [JSONValue.Member]
  ) async throws(UseCaseError) -> PurchaseStanding {
    let purchase = try await platform.purchase(id, of: user)
    guard wanted == .preferred || wanted == .named(purchase.gateway) else {
      throw .refused(.purchase(.otherGateway))
    }
    if purchase.mayBePaid {
      guard let gateway = gateways[purchase.gateway] else { throw .gateway(.unsupported) }
      let report: GatewayReport?
      do throws(GatewayFailure) {
        report = try await gateway.lookUp(purchase, returned: returned)
      } catch {
        throw .gateway(error)
      }
      if let report { try await platform.settle(report) }
    }
    return try await platform.standing(of: id)
  }
}
