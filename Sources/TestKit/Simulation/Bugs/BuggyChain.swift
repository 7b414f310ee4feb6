import Application
import Ledger

/// A chain that now and then forgets what came before.
final class BuggyChain: ChainHashing {
  private let base = ChainSHA256()
  private var count = 0

  func hash(previous: ChainHash, entry: [UInt8]) -> ChainHash {
    count += 1
    return base.hash(previous: count % 100 == 0 ? .genesis : previous, entry: entry)
  }
}
