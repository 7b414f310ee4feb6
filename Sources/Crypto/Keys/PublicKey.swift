internal import COpenSSL

/// A public key that verifies signatures; any thread may use it.
///
/// Uses OpenSSL's `EVP_PKEY`, whose pointers never leave this file.
@safe
final class PublicKey {
  private let pointer: OpaquePointer

  /// Reads a SubjectPublicKeyInfo; nil if OpenSSL refuses it, for example because a point is not on
  /// its curve.
  init?(subjectPublicKeyInfo bytes: [UInt8]) {
    let decoded = unsafe bytes.withUnsafeBufferPointer { source in
      var position = source.baseAddress
      // OpenSSL moves the position, reads at most `count` bytes and keeps no pointer.
      return unsafe d2i_PUBKEY(nil, &position, source.count)
    }
    guard let decoded = unsafe decoded else {
      ERR_clear_error()
      return nil
    }
    unsafe pointer = unsafe decoded
  }

  deinit {
    // The key is owned by this object alone.
    unsafe EVP_PKEY_free(pointer)
  }

  /// Whether a signature of a message was made with the private key.
  ///
  /// - Parameters:
  ///   - signature: The bytes in the algorithm's format, ECDSA as DER.
  ///   - message: The bytes that were signed.
  ///   - digest: The name of the digest; nil for Ed25519, which has its own.
  /// - Returns: False also for malformed signatures.
  func verifies(_ signature: [UInt8], of message: [UInt8], digest: String?) -> Bool {
    guard let context = unsafe EVP_MD_CTX_new() else {
      preconditionFailure("There is no memory for a signature context.")
    }
    // The context is owned by this call alone.
    defer { unsafe EVP_MD_CTX_free(context) }
    // The pointers outlive the calls, and OpenSSL counts its own references to the key.
    let isReady = unsafe EVP_DigestVerifyInit_ex(context, nil, digest, nil, nil, pointer, nil) == 1
    let isValid =
      unsafe isReady
      && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    if !isValid { ERR_clear_error() }
    return isValid
  }
}

// The key is immutable after init, and OpenSSL guards its caches with locks.
extension PublicKey: @unchecked Sendable {}
