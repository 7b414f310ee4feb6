/// The routing table of a server.
///
/// Addresses without parameters are found by one look-up of the whole path; the others by walking a
/// tree of segments, where a literal segment wins over a parameter.
package struct Router: Sendable {
  /// The routes of one address.
  struct Address: Sendable {
    let pattern: String
    var routes: [Route] = []
    var webSocket: WebSocketRoute?

    func route(for method: HTTPMethod) -> Route? {
      routes.first { $0.method == method }
        ?? (method == .head ? routes.first { $0.method == .get } : nil)
    }

    /// The value of `Allow`.
    var allowed: String {
      var methods = Set(routes.map(\.method))
      if webSocket != nil { methods.insert(.get) }
      if methods.contains(.get) { methods.insert(.head) }
      methods.insert(.options)
      return HTTPMethod.allCases.filter(methods.contains).map(\.rawValue).joined(separator: ", ")
    }
  }

  private var addresses: [Address] = []
  private var literal: [String: Int] = [:]
  private var root = PatternNode()

  /// A router with these routes.
  ///
  /// Two routes with one method and pattern are a bug and end the process at start.
  package init(_ routes: [Route] = [], webSockets: [WebSocketRoute] = []) {
    for route in routes { add(route) }
    for route in webSockets { add(route) }
  }

  /// All routes in the order in which their addresses were first added.
  package var routes: [Route] { addresses.flatMap(\.routes) }

  /// All WebSocket routes.
  package var webSocketRoutes: [WebSocketRoute] { addresses.compactMap(\.webSocket) }

  /// Adds a route.
  package mutating func add(_ route: Route) {
    let index = address(of: route.pattern)
    precondition(
      !addresses[index].routes.contains { $0.method == route.method },
      "two routes for \(route.method.rawValue) \(route.pattern)")
    addresses[index].routes.append(route)
  }

  /// Adds a WebSocket route.
  package mutating func add(_ route: WebSocketRoute) {
    let index = address(of: route.pattern)
    precondition(addresses[index].webSocket == nil, "two WebSocket routes for \(route.pattern)")
    addresses[index].webSocket = route
  }

  /// The address that matches a target, with its parameters.
  func find(_ target: RequestTarget) -> (address: Address, parameters: PathParameters)? {
    if let index = literal[target.path] { return (addresses[index], PathParameters()) }
    guard !root.isEmpty, let match = root.match(target.segments) else { return nil }
    return (addresses[match.address], match.parameters)
  }

  private mutating func address(of pattern: String) -> Int {
    precondition(pattern.hasPrefix("/"), "a pattern begins with a slash: \(pattern)")
    if let index = addresses.firstIndex(where: { $0.pattern == pattern }) { return index }
    addresses.append(Address(pattern: pattern))
    let index = addresses.count - 1
    let segments = pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    if segments.contains(where: { $0.hasPrefix(":") || $0 == "*" }) {
      root.insert(segments[...], address: index)
    } else {
      literal[pattern] = index
    }
    return index
  }
}
