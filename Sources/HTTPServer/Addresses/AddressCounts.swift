/// How many connections each client has that is known by its address.
package struct AddressCounts: Sendable {
  private var counts: [IPAddress: Int] = [:]

  /// Nobody has any.
  package init() {}

  /// How many there are from the network of an address.
  package func count(of address: IPAddress) -> Int { counts[address.network, default: 0] }

  /// Counts one more.
  package mutating func enter(_ address: IPAddress) {
    counts[address.network, default: 0] += 1
  }

  /// Takes one back that was counted.
  package mutating func leave(_ address: IPAddress) {
    let left = count(of: address) - 1
    counts[address.network] = left > 0 ? left : nil
  }
}
