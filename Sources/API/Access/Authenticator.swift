package import Application
package import Crypto
package import HTTPServer
package import Ledger
import Monetization
import Synchronization

/// Finds out who calls: by a token of the integrator's identity provider, or by an API key.
///
/// Verified tokens are remembered until they expire and keys until one is revoked, both within a
/// bound, so that a caller who is known costs two look-ups and no wait.
package final class Authenticator: Sendable {
  private let platform: Platform
  private let roleClaim: RoleClaim?
  private let verifier: Mutex<JWTVerifier>
  private let tokens = Mutex(GenerationalCache<String, VerifiedToken>(weightMax: 4_000_000))
  private let keys: APIKeyRegister

  /// What is remembered of a token; whom it names is looked up each time.
  private struct VerifiedToken {
    let externalID: String
    let isAdminByClaim: Bool
    let validUntilSeconds: Int64
  }

  /// An authenticator; `roleClaim` nil means that no claim makes an admin.
  package init(platform: Platform, verifier: JWTVerifier, roleClaim: RoleClaim? = nil) {
    self.platform = platform
    self.roleClaim = roleClaim
    self.verifier = Mutex(verifier)
    keys = APIKeyRegister(platform: platform)
  }

  /// Takes other keys into use and forgets every token that was verified with the old ones.
  package func replace(verifier new: JWTVerifier) {
    verifier.withLock { $0 = new }
    tokens.withLock { $0.removeAll() }
  }

  /// Who calls, if that is known without any wait; nil says nothing.
  func recall(_ headers: HTTPHeaders) -> Admission? {
    guard let authorization = headers["authorization"] else { return .nobody }
    guard let token = recall(authorization),
      let person = platform.directory.cachedPerson(externalID: token.externalID)
    else { return nil }
    return Admission(person: person, isAdminByClaim: token.isAdminByClaim)
  }

  /// Who calls.
  ///
  /// - Throws: ``Problem`` with `unauthenticated`, `forbidden`, or what the store or engine says.
  package func admit(_ headers: HTTPHeaders) async throws(Problem) -> Admission {
    guard let authorization = headers["authorization"] else { return .nobody }
    guard headers.count(of: "authorization") == 1,
      authorization.prefix(7).lowercased() == "bearer "
    else { throw .unauthenticated }
    let credential = authorization.dropFirst(7)
    if credential.hasPrefix(Crypto.APIKey.prefix) {
      return try await keys.admit(String(credential), actingFor: headers["ovation-user"])
    }
    return try await admit(authorization, token: String(credential))
  }

  /// Who has a token; for doors that get it another way than by header.
  ///
  /// - Throws: ``Problem``, as ``admit(_:)``.
  package func admit(token: String) async throws(Problem) -> Admission {
    try await admit(["authorization": "Bearer " + token])
  }

  /// Until when a token that was just admitted is taken; nil for API keys.
  package func expiry(ofToken token: String) -> Timestamp? {
    recall("Bearer " + token).map { Timestamp(milliseconds: $0.validUntilSeconds * 1_000) }
  }

  private func admit(
    _ authorization: String, token: String
  ) async throws(Problem) -> Admission {
    let verified: VerifiedToken
    if let known = recall(authorization) {
      verified = known
    } else {
      verified = try verify(token, as: authorization)
    }
    do throws(UseCaseError) {
      let person = try await platform.registeredPerson(externalID: verified.externalID)
      return Admission(person: person, isAdminByClaim: verified.isAdminByClaim)
    } catch {
      throw Problem(error)
    }
  }

  private func recall(_ authorization: String) -> VerifiedToken? {
    let weight = Self.weight(of: authorization)
    let known = tokens.withLock { $0.value(for: authorization, weighing: weight) }
    guard let known, nowSeconds < known.validUntilSeconds else { return nil }
    return known
  }

  private func verify(
    _ token: String, as authorization: String
  ) throws(Problem) -> VerifiedToken {
    let verifier = verifier.withLock { $0 }
    do throws(JWTError) {
      let claims = try verifier.verify(token, nowSeconds: nowSeconds)
      let verified = VerifiedToken(
        externalID: claims.subject, isAdminByClaim: roleClaim?.namesAdmin(claims) ?? false,
        validUntilSeconds: claims.expiresAtSeconds + verifier.clockSkewSeconds)
      let weight = Self.weight(of: authorization)
      tokens.withLock { $0.insert(verified, for: authorization, weighing: weight) }
      return verified
    } catch {
      throw .unauthenticated("The token was not taken: \(error.rawValue).")
    }
  }

  private var nowSeconds: Int64 { platform.clock.now().milliseconds / 1_000 }

  /// About the bytes that a remembered token takes.
  private static func weight(of authorization: String) -> Int { authorization.utf8.count + 200 }
}
