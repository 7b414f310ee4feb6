package import Ledger

/// Random salts, as a port: simulations bring seeded ones.
package protocol SaltSource: Sendable {
  /// 32 bytes that nobody can guess.
  mutating func next() -> ChainHash
}
