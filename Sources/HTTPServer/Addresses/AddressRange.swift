/// All addresses that begin with the same bits.
///
/// *Source:* RFC 4632 section 3.1; RFC 4291 section 2.3.
package struct AddressRange: Hashable, Sendable {
  private let first: IPAddress
  private let mask: IPAddress

  /// Reads `10.0.0.0/8`, `fd00::/8`, or one address.
  ///
  /// Nil for any other text, for bits set after the prefix, and for a prefix of length 0.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let text = parts.first, let address = IPAddress(text) else { return nil }
    var bits = 128
    if parts.count == 2 {
      let own = address.isVersion4 ? 32 : 128
      let digits = parts[1].utf8
      guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        digits.first != UInt8(ascii: "0"), let number = Int(parts[1]), (1...own).contains(number)
      else { return nil }
      bits = 128 - own + number
    }
    let mask = IPAddress(
      high: bits >= 64 ? .max : .max << UInt64(64 - bits),
      low: bits <= 64 ? 0 : .max << UInt64(128 - bits))
    guard address.high & ~mask.high == 0, address.low & ~mask.low == 0 else { return nil }
    first = address
    self.mask = mask
  }

  /// Whether the range contains an address.
  package func contains(_ address: IPAddress) -> Bool {
    address.high & mask.high == first.high && address.low & mask.low == first.low
  }
}
