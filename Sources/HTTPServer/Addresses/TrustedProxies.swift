/// The reverse proxies whose word counts about who has called them.
package struct TrustedProxies: Sendable {
  /// More hops than this are none that anybody needs.
  static let hopsMax = 16

  /// Programs of this machine: who could forge their requests has the machine anyway.
  package static let ofThisMachine = TrustedProxies(
    ["127.0.0.0/8", "::1"].compactMap { AddressRange($0) })

  private let ranges: [AddressRange]

  /// Proxies at the addresses of some ranges; none trusts nobody.
  package init(_ ranges: [AddressRange] = []) { self.ranges = ranges }

  /// Whether there is such a proxy at an address.
  func contains(_ address: IPAddress) -> Bool {
    for range in ranges where range.contains(address) { return true }
    return false
  }

  /// Who has sent a request: the nearest address that is no trusted proxy.
  ///
  /// What cannot be read ends the walk, and the last proxy stands for whoever is behind it. So it
  /// does when both fields are there and disagree: one of them may have passed through from the
  /// client, who would otherwise choose an address.
  func client(behind peer: IPAddress, _ headers: HTTPHeaders) -> IPAddress {
    guard contains(peer) else { return peer }
    var forwarded: [String] = []
    var listed: [String] = []
    for field in headers.fields {
      switch field.name {
      case "forwarded": forwarded.append(field.value)
      case "x-forwarded-for": listed.append(field.value)
      default: break
      }
    }
    if forwarded.isEmpty, listed.isEmpty { return peer }
    let fromList = walk(from: peer, ForwardedHops.listed(listed))
    guard !forwarded.isEmpty else { return fromList }
    let fromForwarded = walk(from: peer, ForwardedHops.forwarded(forwarded))
    return listed.isEmpty || fromList == fromForwarded ? fromForwarded : peer
  }

  private func walk(from peer: IPAddress, _ hops: [IPAddress?]) -> IPAddress {
    var client = peer
    for hop in hops {
      guard let hop else { return client }
      client = hop
      guard contains(hop) else { return client }
    }
    return client
  }
}
