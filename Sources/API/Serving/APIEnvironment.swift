package import Application
package import Crypto
package import HTTPServer
package import Monetization

/// What every handler of the API uses.
package struct APIEnvironment: Sendable {
  package let platform: Platform
  package let authenticator: Authenticator
  package var configuration: APIConfiguration
  /// How many watch a stream; it runs on the loop and must be quick.
  package var viewerCount: @Sendable (StreamID) -> Int = { _ in 0 }
  /// Who takes money for the platform.
  package var gateways = GatewayRegistry()
  /// Where browsers may be sent after paying.
  package var returnOrigins = ReturnOrigins()

  /// Where purchases are made.
  var purchaseDesk: PurchaseDesk {
    PurchaseDesk(platform: platform, gateways: gateways) { [returnOrigins] address in
      returnOrigins.allow(address)
    }
  }

  /// An environment without viewers and gateways.
  package init(
    platform: Platform, authenticator: Authenticator,
    configuration: APIConfiguration = APIConfiguration()
  ) {
    self.platform = platform
    self.authenticator = authenticator
    self.configuration = configuration
  }
}

/// What the operator decides about the API.
package struct APIConfiguration: Sendable {
  /// Signs the tokens of demo users; nil switches the demo off.
  package var demo: JWTSigner?
  /// What an admin may move the time by; nil leaves it to the machine.
  package var testClock: TestClock?
  /// Whether coins are bought with play money.
  package var isTest = false
  /// What `/openapi.yaml` serves: the joined files of `openapi/`; empty when there is none.
  package var contract = SharedBody([])

  package init() {}
}
