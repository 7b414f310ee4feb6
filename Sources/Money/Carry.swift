/// The fraction of a unit that an integer division leaves; the next split adds it.
///
/// One fixed scale serves every rule: basis points (10⁴), rates of 8 decimals (10⁸) and rates
/// per second, minute or hour (3 600 divides it), so no fraction is ever rounded away.
package struct Carry: Hashable, Sendable {
  /// In parts of ``scale``, 0 … scale − 1.
  package let parts: Int64

  /// The parts in one whole unit: 36 × 10¹².
  package static let scale: Int64 = 36_000_000_000_000

  /// Nothing carried.
  package static let zero = Carry(unchecked: 0)

  /// Reads the stored form; nil outside 0 … scale − 1.
  package init?(parts: Int64) {
    guard parts >= 0, parts < Self.scale else { return nil }
    self.parts = parts
  }

  private init(unchecked parts: Int64) { self.parts = parts }

  /// Adds `exactParts`, splits off the whole units and carries the rest.
  ///
  /// - Parameter exactParts: A non-negative exact share in parts of ``scale``.
  /// - Returns: The whole units and the new carry.
  /// - Throws: ``MoneyError/overflow`` when the whole units exceed Int64.
  package func adding(exactParts: Int128) throws(MoneyError) -> (units: Int64, carry: Carry) {
    precondition(exactParts >= 0, "a share is never negative; reversals return the recorded split")
    let (total, overflow) = exactParts.addingReportingOverflow(Int128(parts))
    guard !overflow else { throw .overflow }
    let (units, rest) = total.quotientAndRemainder(dividingBy: Int128(Self.scale))
    guard let whole = Int64(exactly: units) else { throw .overflow }
    return (whole, Carry(unchecked: Int64(rest)))
  }
}
