import Application
package import HTTPServer
import Synchronization

/// How browsers reach the server, and where they may be sent after paying: to pages of the server
/// and of origins that are listed.
///
/// The operator decides that alone. A request chooses at most between names of this machine: its
/// `Host` is whatever the caller wrote, and a link of ours that leads where a caller wants is one
/// to be fooled by.
package final class ReturnOrigins: Sendable {
  private let listed: Set<String>
  /// The public URL; nil where the server is reached at the address it listens on.
  private let publicURL: String?
  private let place = Mutex(Place())

  /// Where the server listens.
  private struct Place {
    /// What links begin with unless the request names another of the machine's own names.
    var base = ""
    /// Every origin at which the server itself answers.
    var own: Set<String> = []
  }

  /// Origins of a configuration.
  ///
  /// - Parameters:
  ///   - listed: Exact origins of other sites, such as `https://app.example`.
  ///   - publicURL: How browsers reach the server; nil for the address that it listens on.
  package init(listed: [String] = [], publicURL: String? = nil) {
    self.listed = Set(listed)
    self.publicURL = publicURL
  }

  /// Says where the server listens; without a public URL its pages are there.
  ///
  /// - Parameters:
  ///   - address: Where it listens.
  ///   - machine: The numeric addresses of the machine, for when it listens at all of them.
  package func open(at address: BoundAddress, machine: [String] = []) {
    place.withLock {
      $0 = Place(
        base: address.linkOrigin, own: Set(Self.origins(of: address, machine: machine)))
    }
  }

  /// What links to the server begin with.
  package var base: String { publicURL ?? place.withLock { $0.base } }

  /// A link to the server, as the machine is called by who asks.
  ///
  /// - Parameters:
  ///   - link: Begins with ``base``.
  ///   - request: Whose `Host` counts if it names this machine at the port it listens on.
  /// - Returns: The link; as it is with a public URL, or another host.
  func link(_ link: String, for request: HTTPRequest) -> String {
    guard publicURL == nil, let host = request.headers.single("host").value else { return link }
    return place.withLock { place in
      let origin = "http://" + host
      guard place.own.contains(origin), link.hasPrefix(place.base) else { return link }
      return origin + link.dropFirst(place.base.count)
    }
  }

  /// Whether a browser may be sent to an address.
  func allow(_ address: ReturnAddress) -> Bool {
    guard let origin = address.origin, !listed.contains(origin) else { return true }
    if let publicURL { return origin == ReturnAddress(publicURL)?.origin }
    return place.withLock { $0.own.contains(origin) }
  }

  /// The address itself, and what this machine calls it when it is its own.
  private static func origins(of address: BoundAddress, machine: [String]) -> [String] {
    let numbers: [String] =
      switch address.host {
      case "127.0.0.1", "::1": [address.host]
      case "0.0.0.0": ["127.0.0.1"] + machine.filter { !$0.contains(":") }
      case "::": ["127.0.0.1", "::1"] + machine
      default: [address.host]
      }
    let isOfMachine = address.isWildcard || ["127.0.0.1", "::1"].contains(address.host)
    return (isOfMachine ? ["localhost"] : []).map { "http://\($0):\(address.port)" }
      + numbers.map { BoundAddress(host: $0, port: address.port).origin }
  }
}
