/// An exact decimal factor, such as coins to rupees: `significand × 10^-scale`.
package struct Rate: Hashable, Sendable {
  /// The digits without the decimal point, never negative.
  package let significand: Int64
  /// The number of decimals, 0 … 8.
  package let scale: UInt8

  /// The maximum number of decimals, so that remainders fit one fixed scale.
  package static let scaleMax: UInt8 = 8

  /// Creates a rate; nil if negative or with more than ``scaleMax`` decimals.
  package init?(significand: Int64, scale: UInt8) {
    guard significand >= 0, scale <= Self.scaleMax else { return nil }
    self.significand = significand
    self.scale = scale
  }

  /// Reads a decimal string such as `"1.0"` or `"83.2150"` exactly.
  ///
  /// Digits, at most one point with digits on both sides; no sign, no exponent, no blanks.
  package init?(decimal text: String) {
    var digits: Int64 = 0
    var decimals: UInt8 = 0
    var seenPoint = false
    var digitsInPart = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "."), !seenPoint, digitsInPart > 0 {
        seenPoint = true
        digitsInPart = 0
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      let (tens, overflowTens) = digits.multipliedReportingOverflow(by: 10)
      let (sum, overflowSum) = tens.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
      guard !overflowTens, !overflowSum else { return nil }
      digits = sum
      digitsInPart += 1
      if seenPoint { decimals += 1 }
      guard decimals <= Self.scaleMax else { return nil }
    }
    guard digitsInPart > 0 else { return nil }
    significand = digits
    scale = decimals
  }

  /// The decimal string, with as many decimals as ``scale``.
  package var decimal: String {
    let digits = String(significand)
    guard scale > 0 else { return digits }
    let missing = max(0, Int(scale) + 1 - digits.count)
    let padded = String(repeating: "0", count: missing) + digits
    let point = padded.index(padded.endIndex, offsetBy: -Int(scale))
    return padded[..<point] + "." + padded[point...]
  }

  /// The rate 1.
  package static let one = Rate(known: 1, scale: 0)

  private init(known significand: Int64, scale: UInt8) {
    self.significand = significand
    self.scale = scale
  }
}
