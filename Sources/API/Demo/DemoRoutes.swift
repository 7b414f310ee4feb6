import Application
import Crypto
import HTTPServer
import JSON
import Ledger
import Monetization

/// Signing in without an identity provider, for trying things out.
enum DemoRoutes {
  static let endpoints = [
    Endpoint(
      .post(.harmless), "/api/demo/login", for: .everyone, "Sign in as a user of the demo.", signIn)
  ]

  private static func signIn(_ call: APICall) async throws(Problem) -> HTTPResponse {
    guard let signer = call.environment.configuration.demo else { throw .featureDisabled }
    let wanted = try call.body { $0.externalID("userId") }
    let person = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.signInToDemo(as: wanted, by: caller)
    }
    let expiry = call.platform.clock.now().milliseconds / 1_000 + secondsValid
    let token = signer.sign { claims in
      claims.field("sub", person.user.externalID)
      claims.field("iat", expiry - secondsValid)
      claims.field("exp", expiry)
    }
    let admission = Admission(
      person: person, isAdminByClaim: false, expiresAt: Timestamp(milliseconds: expiry * 1_000))
    return .object { object in
      object.field("token", token)
      object.object("user") { object in
        object.write(person.user)
        object.array("roles") { array in
          for name in admission.caller.roles.wireNames { array.element(name) }
        }
      }
    }
  }

  private static let secondsValid: Int64 = 12 * 3_600
}
