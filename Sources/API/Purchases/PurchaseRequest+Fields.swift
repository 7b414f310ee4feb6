import Application
import JSON
import Monetization
import Money

extension ObjectReader {
  /// The gateway that a client names, if any.
  mutating func gateway() -> PurchaseRequest.GatewayChoice {
    guard let text = optionalString("gateway", 1...64) else { return .preferred }
    return GatewayName(wireName: text).map { .named($0) } ?? .unknown
  }

  /// A currency that may be absent; clients write it in small letters too.
  mutating func optionalCurrency(_ name: String) -> Currency? {
    optionalParsed(name, 3...3, expected: "a currency of ISO 4217 such as INR") {
      Currency(code: $0.uppercased())
    }
  }

  /// Where the browser goes after paying; may be absent.
  ///
  /// Only pages that the operator named, directly or by where the server listens: else a link to us
  /// could lead anywhere.
  mutating func returnAddress(_ name: String, in call: APICall) -> ReturnAddress? {
    guard let text = optionalString(name, 1...2_048) else { return nil }
    guard let address = ReturnAddress(text), call.environment.returnOrigins.allow(address)
    else {
      note(
        name, .notAllowed,
        "\(name) must be a path here, or a page of this server or of a listed origin.")
      return nil
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
