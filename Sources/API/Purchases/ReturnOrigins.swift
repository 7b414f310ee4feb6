import Application
package import HTTPServer
import Synchronization

/// Where browsers may be sent after paying: to pages of the server and of origins that are listed.
///
/// The operator decides that alone. A request has no part in it: its `Host` is whatever the caller
/// wrote, and a link of ours that leads where a caller wants is one to be fooled by.
package final class ReturnOrigins: Sendable {
  private let listed: Set<String>
  /// The origin of the public URL; nil where the server is reached at the address it listens on.
  private let published: String?
  private let bound = Mutex<Set<String>>([])

  /// Origins of a configuration.
  ///
  /// - Parameters:
  ///   - listed: Exact origins of other sites, such as `https://app.example`.
  ///   - publicURL: How browsers reach the server; nil for the address that it listens on.
  package init(listed: [String] = [], publicURL: String? = nil) {
    self.listed = Set(listed)
    published = publicURL.flatMap { ReturnAddress($0)?.origin }
  }

  /// Says where the server listens; without a public URL its pages are there.
  package func open(at address: BoundAddress) {
    bound.withLock { $0 = Set(Self.origins(of: address)) }
  }

  /// Whether a browser may be sent to an address.
  func allow(_ address: ReturnAddress) -> Bool {
    guard let origin = address.origin, !listed.contains(origin) else { return true }
    if let published { return origin == published }
    return bound.withLock { $0.contains(origin) }
  }

  /// The address itself, and what this machine calls it when it is its own.
  private static func origins(of address: BoundAddress) -> [String] {
    let names: [String] =
      switch address.host {
      case "127.0.0.1": ["localhost"]
      case "::1": ["localhost"]
      case "0.0.0.0": ["localhost", "127.0.0.1"]
      case "::": ["localhost", "127.0.0.1", "[::1]"]
      default: []
      }
    return [address.origin] + names.map { "http://\($0):\(address.port)" }
  }
}
