package import HTTPClient

/// What the operator decides about the sandbox.
package struct SandboxConfiguration: Sendable {
  /// Signs the webhooks and the URLs of the hosted pages.
  package var secret: StandardWebhookSecret
  /// The file that stores the orders.
  package var file: String
  /// The delay of the payment for ``SandboxOutcome/delay``.
  package var delayMilliseconds: Int64 = 4_000
  /// Waiting times after each failed attempt; then the message is dropped.
  ///
  /// Without jitter: one sender and one receiver cannot collide.
  package var retriesMilliseconds: [Int64] = [
    500, 2_000, 5_000, 30_000, 300_000, 1_800_000, 7_200_000,
  ]
  /// The shop's name on the hosted page.
  package var merchant = "Ovation"

  package init(secret: StandardWebhookSecret, file: String) {
    self.secret = secret
    self.file = file
  }
}

/// The addresses of the server, known once it listens.
package struct SandboxPlace: Equatable, Sendable {
  /// The base URL for browsers, without a trailing slash.
  package let publicBaseURL: String
  /// Where the webhooks go: our own server on this machine.
  package let server: Peer

  package init(publicBaseURL: String, server: Peer) {
    self.publicBaseURL = publicBaseURL
    self.server = server
  }
}
