internal import COpenSSL

/// SHA-1, only for protocols that prescribe it and do not depend on its strength.
///
/// *Source:* FIPS 180-4 section 6.1, through OpenSSL.
package enum SHA1 {
  private static let byteCount = 20

  /// The twenty bytes of the digest.
  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: byteCount)
    // OpenSSL reads the lent bytes and writes twenty, as many as the digest has room for.
    let done = unsafe EVP_Q_digest(nil, "SHA1", nil, bytes, bytes.count, &digest, nil)
    precondition(done == 1, "OpenSSL could not hash.")
    return digest
  }
}
