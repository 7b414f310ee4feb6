/// A share expressed in hundredths of a percent; 10 000 is the whole.
package struct BasisPoints: Hashable, Sendable {
  /// 0 … 10 000.
  package let rawValue: UInt16

  /// Creates a share; nil above 10 000.
  package init?(rawValue: UInt16) {
    guard rawValue <= Self.whole else { return nil }
    self.rawValue = rawValue
  }

  /// The number of basis points in the whole.
  package static let whole: UInt16 = 10_000

  /// A share of zero.
  package static let zero = BasisPoints(unchecked: 0)

  private init(unchecked rawValue: UInt16) { self.rawValue = rawValue }

  /// The rest of the whole.
  package var complement: BasisPoints { BasisPoints(unchecked: Self.whole - rawValue) }
}
