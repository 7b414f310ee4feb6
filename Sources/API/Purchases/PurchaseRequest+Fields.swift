import Application
import JSON
import Monetization
import Money

extension GatewayName: WireNamed {}

extension ObjectReader {
  /// The gateway that a client names, if any.
  mutating func gateway() -> PurchaseRequest.GatewayChoice {
    optionalNamed("gateway", GatewayName.self).map { .named($0) } ?? .preferred
  }

  /// A currency that may be absent; clients write it in small letters too.
  mutating func optionalCurrency(_ name: String) -> Currency? {
    optionalParsed(name, 3...3, expected: "a currency of ISO 4217 such as INR") {
      Currency(code: $0.uppercased())
    }
  }

  /// Where the browser is to go after paying, which may be absent; ``APICall/returnAddress(_:)``
  /// says whether it may.
  mutating func returnText() -> String? {
    optionalParsed(
      "returnUrl", 1...ReturnAddress.bytesMax, expected: "an address of visible ASCII characters"
    ) { ReturnAddress.isWritable($0) ? $0 : nil }
  }
}

extension APICall {
  /// Where the browser goes after paying; nil for a text that is absent.
  ///
  /// Only pages that the operator named, directly or by where the server listens: else a link to us
  /// could lead anywhere.
  ///
  /// - Throws: ``Problem`` with `rule_violated`.
  func returnAddress(_ text: String?) throws(Problem) -> ReturnAddress? {
    guard let text else { return nil }
    guard let address = ReturnAddress(text), environment.returnOrigins.allow(address) else {
      throw Problem(
        rule: "returnUrl",
        "returnUrl must be a path here, or a page of this server or of a listed origin.")
    }
    return address
  }
}

extension Problem {
  /// The gateway is not configured here, or cannot do this.
  static let gatewayUnsupported = Problem(
    .gatewayUnsupported, "This platform does not offer that gateway for this purchase.",
    facts: [JSONValue.Member("field", .string("gateway"))])

  /// Why a gateway could not be asked.
  init(_ failure: GatewayFailure) {
    switch failure {
    case .unsupported: self = .gatewayUnsupported
    case .unavailable:
      self = Problem(
        .gatewayUnavailable, "The gateway does not answer; try again with the same key."
      ).retrying(afterSeconds: 2)
    }
  }
}
