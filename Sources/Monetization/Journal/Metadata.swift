/// Texts that an integrator keeps with a purchase, a payment or an adjustment; no rule reads them.
package struct Metadata: Equatable, Sendable {
  /// One text with its key.
  package struct Pair: Equatable, Sendable {
    package let key: String
    package let value: String

    package init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// What keeps one pair from being kept.
  package enum PairFault: Equatable, Sendable {
    /// The key has no characters.
    case keyEmpty
    /// The key has more than ``keyBytesMax`` bytes.
    case keyTooLong
    /// The value has more than ``valueBytesMax`` bytes.
    case valueTooLong
    /// Key or value has control characters other than tab and line ends.
    case controlCharacter
  }

  /// The most pairs.
  package static let countMax = 20
  /// The most bytes of a key, in UTF-8.
  package static let keyBytesMax = 40
  /// The most bytes of a value, in UTF-8.
  package static let valueBytesMax = 500
  /// The most bytes of all keys and values together, in UTF-8.
  package static let bytesMax = 4_000

  /// At least one pair, in the order of the bytes of their keys.
  package let pairs: [Pair]

  /// Metadata of pairs in any order.
  ///
  /// - Returns: nil without pairs, and for whatever is outside the bounds or has a key twice.
  package init?(_ pairs: [Pair]) {
    guard (1...Self.countMax).contains(pairs.count), Self.bytes(of: pairs) <= Self.bytesMax,
      pairs.allSatisfy({ Self.fault(of: $0) == nil }), Set(pairs.map(\.key)).count == pairs.count
    else { return nil }
    self.pairs = pairs.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  /// What is wrong with one pair; nil when nothing is.
  package static func fault(of pair: Pair) -> PairFault? {
    if pair.key.isEmpty { return .keyEmpty }
    if pair.key.utf8.count > keyBytesMax { return .keyTooLong }
    if pair.value.utf8.count > valueBytesMax { return .valueTooLong }
    let isClean = [pair.key, pair.value].allSatisfy { $0.utf8.allSatisfy(isAllowed) }
    return isClean ? nil : .controlCharacter
  }

  /// How many bytes the keys and values of some pairs have together.
  package static func bytes(of pairs: [Pair]) -> Int {
    pairs.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    (byte >= 0x20 && byte != 0x7F) || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}

extension Metadata {
  /// Stands between keys and values; no control character can be in them.
  private static let separator: Unicode.Scalar = "\u{1F}"

  /// The one text of these pairs: key and value in turn, each after the first behind U+001F.
  package var text: String {
    pairs.flatMap { [$0.key, $0.value] }.joined(separator: String(Self.separator))
  }

  /// Reads what ``text`` wrote; nil for any other text.
  package init?(text: String) {
    let parts = text.unicodeScalars
      .split(separator: Self.separator, omittingEmptySubsequences: false).map { String($0) }
    guard parts.count.isMultiple(of: 2) else { return nil }
    let pairs = stride(from: 0, to: parts.count, by: 2).map { Pair(parts[$0], parts[$0 + 1]) }
    self.init(pairs)
    // One text for the same pairs: another order is not ours.
    guard self.pairs == pairs else { return nil }
  }
}
