import API
import Application
import Crypto
import Foundation

/// The keys that verify tokens, and the key that signs the demo's tokens.
struct Credentials {
  let verifier: JWTVerifier
  /// nil outside the demo.
  let demoSigner: JWTSigner?

  /// Reads the configured keys; the demo without a secret gets a stored random one.
  ///
  /// - Throws: ``OperatorFault``.
  init(_ configuration: Configuration, isDemo: Bool) throws(OperatorFault) {
    let tokens = configuration.tokens
    var secret = tokens.secret.map { Array($0.utf8) }
    if secret == nil, isDemo {
      secret = Array(
        try Self.lastingSecret(in: configuration.storeFolder, named: "demo.secret").utf8)
    }
    var keys: KeySet?
    do throws(KeySetError) {
      if let path = tokens.keySetFile {
        keys = try KeySet(parsing: Array(FileManager.default.contents(atPath: path) ?? Data()))
      }
      // Without any key a random one refuses all tokens.
      if secret != nil || keys == nil {
        let own = try KeySet([.secret(secret ?? SecureRandom.bytes(32))])
        keys = try keys?.merging(own) ?? own
      }
      demoSigner = try isDemo ? JWTSigner(secret: secret ?? SecureRandom.bytes(32)) : nil
    } catch {
      throw OperatorFault("auth.jwksFile is invalid: \(error.code); it must hold public keys.")
    }
    guard let keys else { throw OperatorFault("There is no key to verify tokens.") }
    verifier = JWTVerifier(keys: keys, issuer: tokens.issuer, audience: tokens.audience)
  }

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
