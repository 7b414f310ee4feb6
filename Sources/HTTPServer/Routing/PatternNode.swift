/// A node of the tree of patterns with parameters: one segment and the segments that may follow.
struct PatternNode: Sendable {
  private var literals: [Substring: PatternNode] = [:]
  private var parameter: [PatternNode] = []
  private var rest: Int?
  private var address: Int?
  private var names: [String] = []

  var isEmpty: Bool { literals.isEmpty && parameter.isEmpty && rest == nil }

  /// Inserts a pattern's segments below this node.
  mutating func insert(_ segments: ArraySlice<Substring>, address: Int, names: [String] = []) {
    guard let first = segments.first else {
      precondition(self.address == nil, "two patterns differ only in parameter names")
      self.address = address
      self.names = names
      return
    }
    if first == "*" {
      precondition(segments.count == 1, "only the last segment may be *")
      rest = address
      self.names = names
    } else if first.hasPrefix(":") {
      if parameter.isEmpty { parameter.append(PatternNode()) }
      let names = names + [String(first.dropFirst())]
      parameter[0].insert(segments.dropFirst(), address: address, names: names)
    } else {
      literals[first, default: PatternNode()]
        .insert(segments.dropFirst(), address: address, names: names)
    }
  }

  /// Finds the pattern that matches these segments; a parameter matches one segment that is not
  /// empty.
  func match(_ segments: [Substring]) -> (address: Int, parameters: PathParameters)? {
    var values: [Substring] = []
    guard let found = walk(segments[...], values: &values) else { return nil }
    var parameters = PathParameters()
    for (name, value) in zip(found.names, values) { parameters.add(name, String(value)) }
    return (found.address, parameters)
  }

  private func walk(
    _ segments: ArraySlice<Substring>, values: inout [Substring]
  ) -> (address: Int, names: [String])? {
    guard let first = segments.first else { return address.map { ($0, names) } }
    if let found = literals[first]?.walk(segments.dropFirst(), values: &values) { return found }
    if let next = parameter.first, !first.isEmpty {
      values.append(first)
      if let found = next.walk(segments.dropFirst(), values: &values) { return found }
      values.removeLast()
    }
    return rest.map { ($0, names) }
  }
}
