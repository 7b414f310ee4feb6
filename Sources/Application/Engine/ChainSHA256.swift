import Crypto
package import Ledger

/// Chain hashes by OpenSSL's SHA-256, in one reused context.
package final class ChainSHA256: ChainHashing {
  private var digest = SHA256()

  package init() {}

  package func hash(previous: ChainHash, entry: [UInt8]) -> ChainHash {
    digest.update(Digest32(littleEndianWords: previous.words))
    digest.update(entry)
    return ChainHash(words: digest.finalize().littleEndianWords)
  }
}

/// Salts from OpenSSL's secure random generator.
package struct SecureSalts: SaltSource {
  package init() {}

  package mutating func next() -> ChainHash {
    guard let salt = ChainHash(bytes: SecureRandom.bytes(32)) else {
      preconditionFailure("32 bytes were requested")
    }
    return salt
  }
}
