import COpenSSL
import Crypto
import JSON

/// A key pair made for one test run: the other side of what the server can only verify.
///
/// Immutable once made, hence safe to share between tests.
@safe
final class SigningKey: @unchecked Sendable {
  enum Kind: String {
    case rsa = "RSA"
    case p256 = "EC"
    case ed25519 = "ED25519"
  }

  static let rsa = SigningKey(.rsa)
  static let p256 = SigningKey(.p256)
  static let ed25519 = SigningKey(.ed25519)

  let kind: Kind
  private let pointer: OpaquePointer

  init(_ kind: Kind) {
    self.kind = kind
    let context = unsafe EVP_PKEY_CTX_new_from_name(nil, kind.rawValue, nil)
    // The context is owned by this call alone, which ends here.
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var made: OpaquePointer?
    // OpenSSL's own default for RSA is 2048 bits.
    precondition(unsafe EVP_PKEY_keygen_init(context) == 1)
    if kind == .p256 { precondition(unsafe EVP_PKEY_CTX_set_group_name(context, "P-256") == 1) }
    precondition(unsafe EVP_PKEY_generate(context, &made) == 1)
    guard let made = unsafe made else { preconditionFailure("OpenSSL made no key.") }
    unsafe pointer = unsafe made
  }

  deinit {
    // The key is owned by this object alone.
    unsafe EVP_PKEY_free(pointer)
  }

  /// The SubjectPublicKeyInfo as OpenSSL itself writes it.
  var encodedPublicKey: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(unsafe i2d_PUBKEY(pointer, nil)))
    unsafe bytes.withUnsafeMutableBufferPointer { target in
      var position = target.baseAddress
      // The target has as many bytes as OpenSSL just asked for.
      unsafe precondition(i2d_PUBKEY(pointer, &position) == Int32(target.count))
    }
    return bytes
  }

  /// The public key as an element of a JWK Set; `extra` is put in as it is.
  func jwk(id: String, extra: String = "") -> String {
    let encoded = encodedPublicKey
    let numbers =
      switch kind {
      case .rsa:
        // A modulus of 256 bytes stands before the five bytes of the exponent 65537.
        #""kty":"RSA","n":"\#(Base64.encodeURL(encoded.dropLast(5).suffix(256)))","e":"AQAB""#
      case .p256:
        #""kty":"EC","crv":"P-256","x":"\#(Base64.encodeURL(encoded.suffix(64).prefix(32)))","#
          + #""y":"\#(Base64.encodeURL(encoded.suffix(32)))""#
      case .ed25519:
        #""kty":"OKP","crv":"Ed25519","x":"\#(Base64.encodeURL(encoded.suffix(32)))""#
      }
    return #"{"kid":"\#(id)",\#(numbers)\#(extra)}"#
  }

  /// The signature as a token carries it.
  func sign(_ message: [UInt8]) -> [UInt8] {
    let context = unsafe EVP_MD_CTX_new()
    // The context is owned by this call alone, which ends here.
    defer { unsafe EVP_MD_CTX_free(context) }
    let digest = kind == .ed25519 ? nil : "SHA256"
    var signature = [UInt8](repeating: 0, count: 512)
    var count = signature.count
    // All pointers outlive the calls; no key here signs with more than 512 bytes.
    let isReady = unsafe EVP_DigestSignInit_ex(context, nil, digest, nil, nil, pointer, nil) == 1
    precondition(isReady)
    let isDone = unsafe EVP_DigestSign(context, &signature, &count, message, message.count) == 1
    precondition(isDone)
    let written = Array(signature[..<count])
    return kind == .p256 ? Self.raw(written) : written
  }

  /// Turns a DER sequence of two integers into 32 bytes each.
  private static func raw(_ encoded: [UInt8]) -> [UInt8] {
    let first = encoded[4..<(4 + Int(encoded[3]))]
    let second = encoded[(first.endIndex + 2)...]
    return [first, second].flatMap { number in
      let significant = number.drop { $0 == 0 }
      return Array(repeating: 0, count: 32 - significant.count) + significant
    }
  }
}
