internal import Crypto

/// A numeric address of version 4 or 6.
///
/// Version 4 is stored in its mapped form, so that one machine always has the same value.
/// *Source:* RFC 4291 sections 2.2 and 2.5.5.2.
package struct IPAddress: Hashable, Sendable {
  /// The first eight bytes.
  package let high: UInt64
  /// The last eight bytes.
  package let low: UInt64

  /// An address from its sixteen bytes.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// An address of version 4 from its four bytes.
  package init(version4 bits: UInt32) {
    self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(bits))
  }

  /// The loopback address, which tests of handlers use.
  package static let loopback = IPAddress(version4: 0x7F00_0001)

  var isVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }

  /// What limits count as one client: the whole address of version 4, the first 64 bits of version
  /// 6.
  ///
  /// A household has a whole /64 of version 6 and may use another address for each request.
  /// *Source:* RFC 6177.
  package var network: IPAddress { isVersion4 ? self : IPAddress(high: high, low: 0) }

  /// Reads an address; nil for any other text, also one with leading zeros or a zone.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard (2...45).contains(bytes.count) else { return nil }
    if let bits = Self.version4(bytes[...]) {
      self.init(version4: bits)
      return
    }
    guard let groups = Self.groups(of: bytes) else { return nil }
    self.init(
      high: groups[..<4].reduce(0) { $0 << 16 | UInt64($1) },
      low: groups[4...].reduce(0) { $0 << 16 | UInt64($1) })
  }

  /// Four numbers up to 255 with dots between.
  private static func version4(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0"),
        let number = UInt8(decimal: part)
      else { return nil }
      bits = bits << 8 | UInt32(number)
    }
    return bits
  }

  /// The eight groups of version 6; `::` stands for all the zeros that are missing, once.
  private static func groups(of bytes: [UInt8]) -> [UInt16]? {
    let colon = UInt8(ascii: ":")
    let gap = bytes.indices.dropLast().first { bytes[$0] == colon && bytes[$0 + 1] == colon }
    guard let gap else {
      let groups = list(bytes[...], mayEndInVersion4: true)
      return groups?.count == 8 ? groups : nil
    }
    guard let before = list(bytes[..<gap], mayEndInVersion4: false),
      let after = list(bytes[(gap + 2)...], mayEndInVersion4: true),
      before.count + after.count < 8
    else { return nil }
    return before + Array(repeating: 0, count: 8 - before.count - after.count) + after
  }

  private static func list(_ bytes: ArraySlice<UInt8>, mayEndInVersion4: Bool) -> [UInt16]? {
    guard !bytes.isEmpty else { return [] }
    var groups: [UInt16] = []
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if mayEndInVersion4, index == parts.count - 1, let bits = version4(part) {
        groups += [UInt16(bits >> 16), UInt16(bits & 0xFFFF)]
        continue
      }
      guard (1...4).contains(part.count), let group = UInt16(hexadecimal: part) else { return nil }
      groups.append(group)
    }
    return groups.count <= 8 ? groups : nil
  }
}

extension UInt8 {
  /// A number in decimal digits and nothing else, signs included.
  fileprivate init?(decimal bytes: ArraySlice<UInt8>) {
    var number = 0
    for byte in bytes {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    self.init(exactly: number)
  }
}

extension UInt16 {
  /// Up to four hexadecimal digits.
  fileprivate init?(hexadecimal bytes: ArraySlice<UInt8>) {
    self = 0
    for byte in bytes {
      guard let digit = Hexadecimal.value(of: byte) else { return nil }
      self = self << 4 | UInt16(digit)
    }
  }
}

extension IPAddress {
  /// The address for the operator's eyes: as a number inside a private network, where a proxy has
  /// one, and in words elsewhere.
  var textForOperators: String {
    guard isPrivate else { return "one public address" }
    guard isVersion4 else {
      let groups = [high, low].flatMap { half in
        [48, 32, 16, 0].map { String(half >> UInt64($0) & 0xFFFF, radix: 16) }
      }
      return groups.joined(separator: ":")
    }
    return [24, 16, 8, 0].map { String(low >> UInt64($0) & 0xFF) }.joined(separator: ".")
  }

  /// *Source:* RFC 1918, RFC 6598, RFC 4193, RFC 4291 section 2.5.
  private var isPrivate: Bool {
    [
      "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8",
      "169.254.0.0/16", "fc00::/7", "fe80::/10", "::1",
    ].contains { AddressRange($0)?.contains(self) ?? false }
  }
}
