package import Monetization

/// The gateways that the operator has configured.
package struct GatewayRegistry: Sendable {
  private let gateways: [any PaymentGateway]

  /// A registry; the first gateway serves requests that name none.
  package init(_ gateways: [any PaymentGateway] = []) {
    precondition(
      Set(gateways.map(\.name)).count == gateways.count, "a gateway is configured twice")
    self.gateways = gateways
  }

  /// The gateway of a name; nil when it is not configured.
  package subscript(name: GatewayName) -> (any PaymentGateway)? {
    gateways.first { $0.name == name }
  }

  /// The gateway for requests that name none; nil when none is configured.
  package var preferred: (any PaymentGateway)? { gateways.first }
}

extension GatewayName {
  /// What the gateway is called on the wire.
  package var wireName: String {
    switch self {
    case .sandbox: "sandbox"
    case .stripe: "stripe"
    case .razorpay: "razorpay"
    case .dodo: "dodo"
    case .external: "external"
    }
  }

  /// The gateway that a wire text names, in capitals too; nil for any other text.
  package init?(wireName: String) {
    let name = Self.allCases.first { $0.wireName == wireName.lowercased() }
    guard let name else { return nil }
    self = name
  }
}
