/// The client addresses that proxies report, nearest first; nil for an unknown one.
enum ForwardedHops {
  /// The hops of all `X-Forwarded-For` fields.
  static func listed(_ values: [String]) -> [IPAddress?] {
    var hops: [IPAddress?] = []
    for value in values.reversed() {
      var rest = value.utf8[...]
      while hops.count < TrustedProxies.hopsMax {
        let comma = rest.lastIndex(of: UInt8(ascii: ","))
        let start = comma.map(rest.index(after:)) ?? rest.startIndex
        hops.append(address(of: Substring(rest[start...]).trimmingBlanks()))
        guard let comma else { break }
        rest = rest[..<comma]
      }
    }
    return hops
  }

  /// The hops of all `Forwarded` fields; empty when any of them is malformed.
  ///
  /// *Source:* RFC 7239 section 4.
  static func forwarded(_ values: [String]) -> [IPAddress?] {
    var reader = ForwardedReader(bytes: Array(values.joined(separator: ",").utf8))
    return (reader.hops() ?? []).reversed().prefix(TrustedProxies.hopsMax).map(\.self)
  }

  /// An address as a proxy writes it: bare, or with a port, where version 6 needs brackets.
  ///
  /// *Source:* RFC 7239 section 6.
  static func address(of node: some StringProtocol) -> IPAddress? {
    guard node.utf8.count <= 56 else { return nil }
    if node.utf8.first == UInt8(ascii: "[") {
      guard let end = node.firstIndex(of: "]") else { return nil }
      let inside = node[node.index(after: node.startIndex)..<end]
      let rest = node[node.index(after: end)...]
      guard inside.utf8.contains(UInt8(ascii: ":")), rest.isEmpty || isPort(rest) else {
        return nil
      }
      return IPAddress(inside)
    }
    let colons = node.utf8.count { $0 == UInt8(ascii: ":") }
    guard colons == 1, let colon = node.firstIndex(of: ":") else { return IPAddress(node) }
    return isPort(node[colon...]) ? IPAddress(node[..<colon]) : nil
  }

  private static func isPort(_ text: some StringProtocol) -> Bool {
    let digits = text.utf8.dropFirst()
    return text.utf8.first == UInt8(ascii: ":") && (1...5).contains(digits.count)
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

/// Reads `Forwarded` byte by byte, because a quoted text may hold the separators.
private struct ForwardedReader {
  let bytes: [UInt8]
  var index = 0

  /// The hop of each element, farthest first; nil when the field is malformed.
  mutating func hops() -> [IPAddress?]? {
    var hops: [IPAddress?] = []
    repeat {
      guard let hop = element() else { return nil }
      hops.append(hop.address)
    } while consume(UInt8(ascii: ","))
    return index == bytes.count ? hops : nil
  }

  private struct Hop {
    var address: IPAddress?
    var isNamed = false
  }

  private mutating func element() -> Hop? {
    var hop = Hop()
    repeat {
      skipBlanks()
      guard let name = token(), consume(UInt8(ascii: "=")), let value = value() else { return nil }
      skipBlanks()
      guard name.asciiLowercased() == "for" else { continue }
      guard !hop.isNamed else { return nil }
      hop = Hop(address: ForwardedHops.address(of: value), isNamed: true)
    } while consume(UInt8(ascii: ";"))
    return hop
  }

  private mutating func value() -> String? {
    guard consume(UInt8(ascii: "\"")) else { return token() }
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard index < bytes.count else { return nil }
      text.append(bytes[index])
      index += 1
    }
    return nil
  }

  private mutating func token() -> String? {
    let start = index
    while index < bytes.count, HeadRules.isToken(bytes[index]) { index += 1 }
    return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
  }

  private mutating func consume(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
  }
}
