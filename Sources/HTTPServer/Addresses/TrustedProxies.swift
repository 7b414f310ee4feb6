/// The reverse proxies that are trusted to report the client's address.
package struct TrustedProxies: Sendable {
  /// The maximum number of hops; further ones are ignored.
  static let hopsMax = 16

  /// Programs of this machine: an attacker who could forge their requests controls it anyway.
  package static let ofThisMachine = TrustedProxies(
    ["127.0.0.0/8", "::1"].compactMap { AddressRange($0) })

  private let ranges: [AddressRange]

  /// Trusts proxies in these address ranges; an empty list trusts no proxy.
  package init(_ ranges: [AddressRange] = []) { self.ranges = ranges }

  /// Whether a trusted proxy has this address.
  func contains(_ address: IPAddress) -> Bool {
    for range in ranges where range.contains(address) { return true }
    return false
  }

  /// The client of a request: the nearest address that is not a trusted proxy.
  ///
  /// An unreadable hop ends the walk, and the last proxy counts as the client. The same holds when
  /// both fields are present and disagree: the client may have sent one of them itself and would
  /// otherwise choose its own address.
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
