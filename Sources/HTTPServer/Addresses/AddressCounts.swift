/// How many connections each client address has open.
package struct AddressCounts: Sendable {
  private var counts: [IPAddress: Int] = [:]

  /// No connections.
  package init() {}

  /// The number of connections from the network of an address.
  package func count(of address: IPAddress) -> Int { counts[address.network, default: 0] }

  /// Counts a connection that was opened.
  package mutating func enter(_ address: IPAddress) {
    counts[address.network, default: 0] += 1
  }

  /// Counts a connection that was closed.
  package mutating func leave(_ address: IPAddress) {
    let left = count(of: address) - 1
    counts[address.network] = left > 0 ? left : nil
  }
}
