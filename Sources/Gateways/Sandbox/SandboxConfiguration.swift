package import HTTPClient

/// What the operator decides about the sandbox.
package struct SandboxConfiguration: Sendable {
  /// Signs the webhooks and the addresses of the hosted pages.
  package var secret: StandardWebhookSecret
  /// The file of its memory.
  package var file: String
  /// How long the money takes under ``SandboxOutcome/delay``.
  package var delayMilliseconds: Int64 = 4_000
  /// Waiting times after each attempt that failed; then the message is given up.
  ///
  /// Without chance in them: there is one sender and one receiver, so nobody comes at once.
  package var retriesMilliseconds: [Int64] = [
    500, 2_000, 5_000, 30_000, 300_000, 1_800_000, 7_200_000,
  ]
  /// The name of the shop on the hosted page.
  package var merchant = "Ovation"

  package init(secret: StandardWebhookSecret, file: String) {
    self.secret = secret
    self.file = file
  }
}

/// Where the server is reached; known once it listens.
package struct SandboxPlace: Equatable, Sendable {
  /// What addresses of ours begin with in browsers, without a slash at the end.
  package let publicBaseURL: String
  /// Where the webhooks go: our own server on this machine.
  package let server: Peer

  package init(publicBaseURL: String, server: Peer) {
    self.publicBaseURL = publicBaseURL
    self.server = server
  }
}
