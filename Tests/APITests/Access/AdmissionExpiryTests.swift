import Application
import HTTPServer
import Ledger
import TestKit
import Testing

@testable import API

@Suite struct AdmissionExpiryTests {
  @Test func `a token that ends while its person is registered still has an end`() async throws {
    let server = try TestServer()
    let authenticator = server.environment.authenticator
    let token = server.token(of: "somebody", validSeconds: 10)
    let now = server.clock.now().milliseconds / 1_000
    // The lane publishes the registration before the waiting caller continues.
    server.platform.onCommit { [clock = server.clock] _ in clock.move(byMilliseconds: 120_000) }
    let admission = try await authenticator.admit(token: token, from: .loopback)
    #expect(admission.caller.user != nil)
    // Ten seconds and the minute that clocks may differ.
    #expect(admission.expiresAt == Timestamp(milliseconds: (now + 70) * 1_000))
  }
}
