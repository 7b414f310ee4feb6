package import Ledger

/// The port for random salts; simulations use seeded ones.
package protocol SaltSource: Sendable {
  /// 32 unpredictable bytes.
  mutating func next() -> ChainHash
}
