import Ledger
package import Monetization
package import Money

/// Where purchases are made: the platform with those who take money for it.
package struct PurchaseDesk: Sendable {
  package let platform: Platform
  package let gateways: GatewayRegistry
  /// Whether a browser may be sent to an address after paying.
  let mayReturn: @Sendable (ReturnAddress) -> Bool

  package init(
    platform: Platform, gateways: GatewayRegistry,
    mayReturn: @escaping @Sendable (ReturnAddress) -> Bool
  ) {
    self.platform = platform
    self.gateways = gateways
    self.mayReturn = mayReturn
  }
}

/// What somebody wants to buy, and how.
package struct PurchaseRequest: Sendable {
  package let goods: CreatePurchase.Goods
  package let gateway: GatewayChoice
  /// The currency that the client expects to pay in; nil for that of the price.
  package let currency: Currency?
  package var returnAddress: ReturnAddress?
  package var metadata: Metadata?

  package init(
    goods: CreatePurchase.Goods, gateway: GatewayChoice, currency: Currency?,
    returnAddress: ReturnAddress? = nil
  ) {
    self.goods = goods
    self.gateway = gateway
    self.currency = currency
    self.returnAddress = returnAddress
  }

  /// Which gateway will take the money.
  package enum GatewayChoice: Equatable, Sendable {
    /// Whichever the operator put first.
    case preferred
    case named(GatewayName)
  }

  /// Where the browser goes afterwards is presentation: it makes no other request.
  package func add(to fingerprint: inout Fingerprint) {
    switch goods {
    case .package(let id): fingerprint.add(id.rawValue)
    case .custom(let coins): fingerprint.add(coins.count)
    }
    if case .named(let name) = gateway {
      fingerprint.add(name.wireName)
    } else {
      fingerprint.add(String?.none)
    }
    fingerprint.add(currency?.code)
    fingerprint.add(metadata)
  }
}
