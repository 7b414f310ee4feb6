internal import COpenSSL

/// The key pair of an issuer of tokens.
///
/// Used by tests and tools only: the server has no private key of an issuer. Its pointers never
/// leave this file.
@safe
package final class PrivateKey {
  /// The algorithm of the key.
  package enum Kind: Sendable {
    /// 2048 bits.
    case rsa
    /// ECDSA on P-256.
    case p256
    /// EdDSA.
    case ed25519
  }

  private static let signatureByteCountMax = 512

  /// The algorithm of the key.
  package let kind: Kind
  private let pointer: OpaquePointer

  /// Generates a new key pair.
  package init(_ kind: Kind) {
    self.kind = kind
    // The names outlive the calls and the context is owned by this call alone.
    let context = unsafe EVP_PKEY_CTX_new_from_name(nil, Self.name(of: kind), nil)
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var made: OpaquePointer?
    var isReady = unsafe EVP_PKEY_keygen_init(context) == 1
    if kind == .p256 { isReady = unsafe EVP_PKEY_CTX_set_group_name(context, "P-256") == 1 }
    let isMade = unsafe isReady && EVP_PKEY_generate(context, &made) == 1
    guard isMade, let made = unsafe made else { preconditionFailure("OpenSSL made no key.") }
    unsafe pointer = unsafe made
  }

  deinit {
    // The key is owned by this object alone.
    unsafe EVP_PKEY_free(pointer)
  }

  /// The public half as a SubjectPublicKeyInfo, written by OpenSSL.
  package var encodedPublicKey: [UInt8] {
    // The target has as many bytes as the first call returned.
    var bytes = [UInt8](repeating: 0, count: Int(unsafe i2d_PUBKEY(pointer, nil)))
    let count = unsafe bytes.withUnsafeMutableBufferPointer { target in
      var position = target.baseAddress
      return unsafe i2d_PUBKEY(pointer, &position)
    }
    precondition(count == Int32(bytes.count), "OpenSSL could not write the key.")
    return bytes
  }

  /// The signature of a message with SHA-256, or Ed25519's own digest; ECDSA as DER.
  package func sign(_ message: [UInt8]) -> [UInt8] {
    let digest = kind == .ed25519 ? nil : "SHA256"
    var signature = [UInt8](repeating: 0, count: Self.signatureByteCountMax)
    var count = signature.count
    // All pointers outlive the calls, and the context is owned by this call alone.
    let context = unsafe EVP_MD_CTX_new()
    defer { unsafe EVP_MD_CTX_free(context) }
    let isReady = unsafe EVP_DigestSignInit_ex(context, nil, digest, nil, nil, pointer, nil) == 1
    let isDone =
      unsafe isReady && EVP_DigestSign(context, &signature, &count, message, message.count) == 1
    precondition(isDone, "OpenSSL could not sign.")
    return Array(signature[..<count])
  }

  private static func name(of kind: Kind) -> String {
    switch kind {
    case .rsa: "RSA"
    case .p256: "EC"
    case .ed25519: "ED25519"
    }
  }
}

// The key is immutable after init, and OpenSSL guards its caches with locks.
extension PrivateKey: @unchecked Sendable {}
