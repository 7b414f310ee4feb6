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
    verifier = try Self.verifier(of: tokens)
    guard let demoSecret else {
      demo = nil
      return
    }
    do throws(KeySetError) {
      let secret = Array(demoSecret.utf8)
      demo = DemoTokens(
        signer: try JWTSigner(secret: secret),
        verifier: JWTVerifier(keys: try KeySet([.secret(secret)])))
    } catch {
      throw OperatorFault(
        "\(Self.demoFile) in the data folder is no key (\(error.code)); remove it, and the next "
          + "start makes one.")
    }
  }

  /// What verifies the integrator's tokens, with the keys as their file has them now.
  ///
  /// - Throws: ``OperatorFault``.
  static func verifier(of tokens: Configuration.Tokens) throws(OperatorFault) -> JWTVerifier {
    var bytes: [UInt8]?
    if let path = tokens.keySetFile {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw OperatorFault(
          "auth.jwksFile names \(path), which is missing or cannot be read.")
      }
      bytes = Array(data)
    }
    do throws(KeySetError) {
      return JWTVerifier(
        keys: try keys(of: tokens, file: bytes), issuer: tokens.issuer, audience: tokens.audience)
    } catch {
      throw OperatorFault("auth.jwksFile \(error.sentence).")
    }
  }

  /// The integrator's keys; without any a random one refuses all tokens.
  private static func keys(
    of tokens: Configuration.Tokens, file: [UInt8]?
  ) throws(KeySetError) -> KeySet {
    let keys = try file.map { (bytes) throws(KeySetError) in try KeySet(parsing: bytes) }
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
      return String(decoding: data, as: UTF8.self).withoutLastLineEnds
    }
    let secret = Base64.encode(SecureRandom.bytes(33))
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(secret.utf8), attributes: [.posixPermissions: 0o600])
    else { throw OperatorFault("\(path) cannot be written; check the permissions of its folder.") }
    return secret
  }
}

extension KeySetError {
  /// What is wrong, for the operator, as the end of a sentence that names the file.
  fileprivate var sentence: String {
    let place = keyIndex.map { " (key \($0 + 1) of the list)" } ?? ""
    return switch code {
    case .tooLarge: "is too large; it may have 256 KiB and 32 keys"
    case .malformedSet: "is no JWK set; it must be JSON with a list called keys"
    case .malformedKey: "has a key that is not complete\(place)"
    case .invalidKey: "has a key whose numbers are no key\(place)"
    case .weakKey: "has a key that is too short, or too long to verify quickly\(place)"
    case .secretKey: "has a private key\(place); it must hold public keys alone"
    case .duplicateId: "has two keys of one id\(place)"
    case .noUsableKey: "has no key that verifies RS256, ES256 or EdDSA"
    }
  }
}
