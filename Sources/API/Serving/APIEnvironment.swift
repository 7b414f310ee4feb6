package import Application
package import Crypto
package import HTTPServer

/// What every handler of the API has at hand.
package struct APIEnvironment: Sendable {
  package let platform: Platform
  package let authenticator: Authenticator
  package let configuration: APIConfiguration
  /// How many watch a channel; it runs on the loop and must be quick.
  package let viewerCount: @Sendable (_ channel: String) -> Int64
  /// Who takes money for the platform.
  package var gateways = GatewayRegistry()

  /// An environment; `viewerCount` is the hub's.
  package init(
    platform: Platform, authenticator: Authenticator,
    configuration: APIConfiguration = APIConfiguration(),
    viewerCount: @escaping @Sendable (_ channel: String) -> Int64 = { _ in 0 }
  ) {
    self.platform = platform
    self.authenticator = authenticator
    self.configuration = configuration
    self.viewerCount = viewerCount
  }
}

/// What the operator decides about the API.
package struct APIConfiguration: Sendable {
  /// How clients reach the server, without a slash at the end.
  package var publicBaseURL = "http://127.0.0.1:8080"
  /// Origins of other sites, such as `https://app.example`, that a browser may be sent back to
  /// after paying.
  package var returnOrigins: [String] = []
  /// Signs the tokens of demo users; nil switches the demo off.
  package var demo: JWTSigner?
  /// The text of `openapi.yaml`.
  package var contract = SharedBody([])

  package init() {}
}
