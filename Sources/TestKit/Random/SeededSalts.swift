import Application
package import Ledger

/// Salts that are the same on every run.
package struct SeededSalts: SaltSource {
  private var random: SplitMix64

  package init(seed: UInt64) { random = SplitMix64(seed: seed) }

  package mutating func next() -> ChainHash {
    ChainHash(words: (random.next(), random.next(), random.next(), random.next()))
  }
}
