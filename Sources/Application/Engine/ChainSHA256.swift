import Crypto
package import Ledger

/// SHA-256 of the chain, by OpenSSL, in one context that is set up once.
package final class ChainSHA256: ChainHashing {
  private var digest = SHA256()

  package init() {}

  package func hash(previous: ChainHash, entry: [UInt8]) -> ChainHash {
    digest.update(Digest32(littleEndianWords: previous.words))
    digest.update(entry)
    return ChainHash(words: digest.finalize().littleEndianWords)
  }
}

/// Salts that nobody can guess, from OpenSSL.
package struct SecureSalts: SaltSource {
  package init() {}

  package mutating func next() -> ChainHash {
    guard let salt = ChainHash(bytes: SecureRandom.bytes(32)) else {
      preconditionFailure("32 bytes were asked for")
    }
    return salt
  }
}
