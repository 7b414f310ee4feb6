package import Ledger
package import Money

/// Where earnings come from; splits and their carried fractions are kept apart by it.
///
/// The numbers are stored and never reused.
package enum EarningSource: UInt8, Sendable, CaseIterable {
  case gift = 1
  case tip = 2
  case like = 3
  case ticket = 4
  case call = 5
  case viewing = 6
}

/// Whose fraction of which source and unit is carried.
package struct CarryKey: Hashable, Sendable {
  package let creator: OwnerID
  package let source: EarningSource
  package let unit: AmountUnit

  package init(_ creator: OwnerID, _ source: EarningSource, _ unit: AmountUnit) {
    self.creator = creator
    self.source = source
    self.unit = unit
  }

  /// Source and unit in 32 bits: the detail of the row's slot.
  package var detail: UInt32 { UInt32(source.rawValue) << 16 | UInt32(unit.rawValue) }
}

extension CarryKey: RowKey {
  package var owner: OwnerID { creator }

  package init(_ owner: OwnerID, detail: UInt32) throws(DecodingFault) {
    guard let source = UInt8(exactly: detail >> 16).flatMap(EarningSource.init(rawValue:)),
      let unit = AmountUnit(rawValue: UInt16(truncatingIfNeeded: detail))
    else { throw .unknownCase("carry", UInt64(detail)) }
    self.init(owner, source, unit)
  }
}

/// The fraction of a unit that is added to a creator's next split.
package struct CarryRow: StoredRow {
  package static let tag = RowTag.carry
  package static let isBound = false
  package let key: CarryKey
  package let carry: Carry

  package init(_ key: CarryKey, _ carry: Carry) {
    self.key = key
    self.carry = carry
  }

  package func encodeFields(into writer: inout ByteWriter) { writer.write(carry.parts) }

  package init(
    of key: CarryKey, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    guard let carry = Carry(parts: try reader.integer()) else { throw .malformed }
    self.init(key, carry)
  }
}
