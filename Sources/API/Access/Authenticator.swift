package import Application
package import Crypto
package import HTTPServer
import Ledger
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
  /// Verifies the demo's own tokens; nil outside the demo.
  private let demoVerifier: JWTVerifier?
  private let tokens = Mutex(GenerationalCache<String, VerifiedToken>(weightMax: 4_000_000))
  private let keys: APIKeyRegister
  private let proofs: ProofLimit
  private let keySource = Mutex(KeySource())

  /// Where newer keys come from, and when they were asked for.
  private struct KeySource {
    var read: (@Sendable () -> JWTVerifier?)?
    var askedAtSeconds: Int64?
  }

  /// What is remembered of a token; whom it names is looked up each time.
  private struct VerifiedToken {
    let externalID: String
    let isAdminByClaim: Bool
    let validUntilSeconds: Int64

    func admission(of person: Directory.Person) -> Admission {
      Admission(
        person: person, isAdminByClaim: isAdminByClaim,
        expiresAt: Timestamp(milliseconds: validUntilSeconds * 1_000))
    }
  }

  /// An authenticator.
  ///
  /// - Parameters:
  ///   - platform: Who is known.
  ///   - verifier: Verifies the tokens of the integrator's identity provider.
  ///   - demoVerifier: Verifies the demo's own tokens; nil outside the demo.
  ///   - roleClaim: The claim that makes an admin; nil means that none does.
  package init(
    platform: Platform, verifier: JWTVerifier, demoVerifier: JWTVerifier? = nil,
    roleClaim: RoleClaim? = nil
  ) {
    self.platform = platform
    self.roleClaim = roleClaim
    self.demoVerifier = demoVerifier
    self.verifier = Mutex(verifier)
    proofs = ProofLimit(platform: platform)
    keys = APIKeyRegister(platform: platform, proofs: proofs)
  }

  /// Sets where newer keys are read when a token was signed with one that is not known.
  ///
  /// - Parameter read: Reads them; nil where there are none, or none that can be used. It is asked
  ///   at most once in ``keysAskedSeconds``, however many such tokens come.
  package func onUnknownKey(_ read: @escaping @Sendable () -> JWTVerifier?) {
    keySource.withLock { $0.read = read }
  }

  /// Takes other keys into use and forgets every token that was verified with the old ones.
  package func replace(verifier new: JWTVerifier) {
    verifier.withLock { $0 = new }
    tokens.withLock { $0.removeAll() }
  }

  /// Who calls, if that is known without any wait; nil says nothing.
  func recall(_ headers: HTTPHeaders) -> Admission? {
    guard let authorization = headers.single("authorization").value else {
      // Of two proofs neither is looked at: `admit` says so.
      return headers.single("authorization") == .absent ? .nobody : nil
    }
    guard let token = recall(authorization),
      let person = platform.directory.cachedPerson(externalID: token.externalID)
    else { return nil }
    return token.admission(of: person)
  }

  /// Whom a call that needs no identity is counted for; nil for a stranger.
  ///
  /// A server with a key may ask for a whole site, and somebody whose token is remembered may be
  /// one of many at an address.
  func known(_ headers: HTTPHeaders, from address: IPAddress) async -> Caller? {
    // A proof that cannot be read is no reason to refuse what needs none.
    guard let authorization = try? Self.authorization(in: headers) else { return nil }
    let credential = authorization.dropFirst(7)
    if credential.hasPrefix(Crypto.APIKey.prefix) {
      return await keys.server(of: String(credential), from: address)
    }
    return recall(headers)?.caller
  }

  /// Who calls.
  ///
  /// - Throws: ``Problem`` with `unauthenticated`, `forbidden`, `rate_limited`, or what the store
  ///   or engine says.
  package func admit(
    _ headers: HTTPHeaders, from address: IPAddress
  ) async throws(Problem) -> Admission {
    guard let authorization = try Self.authorization(in: headers) else { return .nobody }
    let credential = authorization.dropFirst(7)
    if credential.hasPrefix(Crypto.APIKey.prefix) {
      return try await keys.admit(
        String(credential), actingFor: headers.single("ovation-user"), from: address)
    }
    return try await admit(authorization, token: String(credential), from: address)
  }

  /// Who has a token; for doors that get it another way than by header.
  ///
  /// - Throws: ``Problem``, as ``admit(_:from:)``.
  package func admit(
    token: String, from address: IPAddress
  ) async throws(Problem) -> Admission {
    try await admit(["authorization": "Bearer " + token], from: address)
  }

  /// The token after `Bearer`; nil when the request has none.
  ///
  /// - Throws: ``Problem`` with `unauthenticated` for two proofs, or another scheme.
  private static func authorization(in headers: HTTPHeaders) throws(Problem) -> String? {
    switch headers.single("authorization") {
    case .absent: return nil
    case .value(let authorization) where authorization.prefix(7).lowercased() == "bearer ":
      return authorization
    case .value, .several: throw .unauthenticated
    }
  }

  private func admit(
    _ authorization: String, token: String, from address: IPAddress
  ) async throws(Problem) -> Admission {
    let verified: VerifiedToken
    if let known = recall(authorization) {
      verified = known
    } else {
      try proofs.check(address)
      do throws(Problem) {
        verified = try verify(token, as: authorization)
      } catch {
        proofs.countWrong(address)
        throw error
      }
    }
    do throws(UseCaseError) {
      let person = try await platform.registeredPerson(externalID: verified.externalID)
      return verified.admission(of: person)
    } catch .refused(.user(.idReserved), _) {
      throw .unauthenticated("The token was not taken: \(JWTError.invalidSubject.rawValue).")
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
      let claims = try claims(of: token, by: verifier)
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

  /// The claims of the integrator's token, or of one of the demo.
  private func claims(of token: String, by verifier: JWTVerifier) throws(JWTError) -> JWTClaims {
    do throws(JWTError) {
      return try verifier.verify(token, nowSeconds: nowSeconds)
    } catch {
      // The identity provider may sign with a key that it has just made.
      if [.unknownKey, .algorithmNotAllowed].contains(error), let newer = newerVerifier() {
        return try newer.verify(token, nowSeconds: nowSeconds)
      }
      // Why the integrator's keys refuse it says more than why the demo's does.
      guard let demoVerifier else { throw error }
      do throws(JWTError) {
        return try demoVerifier.verify(token, nowSeconds: nowSeconds)
      } catch let own {
        throw own == .expired ? own : error
      }
    }
  }

  /// The verifier with newer keys; nil if they were asked for just now, or there are none.
  private func newerVerifier() -> JWTVerifier? {
    let now = nowSeconds
    let read = keySource.withLock { source -> (@Sendable () -> JWTVerifier?)? in
      if let asked = source.askedAtSeconds, now - asked < Self.keysAskedSeconds { return nil }
      source.askedAtSeconds = now
      return source.read
    }
    guard let newer = read?() else { return nil }
    replace(verifier: newer)
    return newer
  }

  private static let keysAskedSeconds: Int64 = 10

  private var nowSeconds: Int64 { platform.clock.now().milliseconds / 1_000 }

  /// About the bytes that a remembered token takes.
  private static func weight(of authorization: String) -> Int { authorization.utf8.count + 200 }
}
