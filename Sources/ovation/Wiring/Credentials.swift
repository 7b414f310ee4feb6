import API
import Application
import Crypto
import Foundation

/// The keys that verify tokens, and the key of the demo's own tokens.
struct Credentials {
  /// Verifies the integrator's tokens.
  let verifier: JWTVerifier
  /// Signs and verifies the demo's tokens; nil outside the demo.
  let demo: DemoTokens?

  /// The demo's key: its own, so that no other service takes the tokens of people whom anybody may
  /// sign in as.
  struct DemoTokens {
    let signer: JWTSigner
    let verifier: JWTVerifier
  }

  /// Reads the configured keys; the demo has a stored random one.
  ///
  /// - Throws: ``OperatorFault``.
  init(_ configuration: Configuration, isDemo: Bool) throws(OperatorFault) {
    let tokens = configuration.tokens
    let demoSecret =
      isDemo
      ? try Self.lastingSecret(in: configuration.storeFolder, named: Self.demoFile) : nil
    do throws(KeySetError) {
      verifier = JWTVerifier(
        keys: try Self.keys(of: tokens), issuer: tokens.issuer, audience: tokens.audience)
      guard let demoSecret else {
        demo = nil
        return
      }
      let secret = Array(demoSecret.utf8)
      demo = DemoTokens(
        signer: try JWTSigner(secret: secret),
        verifier: JWTVerifier(keys: try KeySet([.secret(secret)])))
    } catch {
      throw OperatorFault("auth.jwksFile is invalid: \(error.code); it must hold public keys.")
    }
  }

  /// The integrator's keys; without any a random one refuses all tokens.
  private static func keys(of tokens: Configuration.Tokens) throws(KeySetError) -> KeySet {
    var keys: KeySet?
    if let path = tokens.keySetFile {
      keys = try KeySet(parsing: Array(FileManager.default.contents(atPath: path) ?? Data()))
    }
    if let keys, tokens.secret == nil { return keys }
    let secret = tokens.secret.map { Array($0.utf8) } ?? SecureRandom.bytes(32)
    let own = try KeySet([.secret(secret)])
    return try keys?.merging(own) ?? own
  }

  /// The file of the demo's key, in the folder of the database.
  static let demoFile = "demo.secret"

  /// A random secret, as base64, stored in a file that only its owner may read.
  ///
  /// - Throws: ``OperatorFault``.
  static func lastingSecret(
    in folder: String, named name: String
  ) throws(OperatorFault) -> String {
    let path = folder + "/" + name
    if let data = FileManager.default.contents(atPath: path), data.count >= 32 {
      return String(decoding: data, as: UTF8.self)
    }
    let secret = Base64.encode(SecureRandom.bytes(33))
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(secret.utf8), attributes: [.posixPermissions: 0o600])
    else { throw OperatorFault("\(path) cannot be written; check the permissions of its folder.") }
    return secret
  }
}
