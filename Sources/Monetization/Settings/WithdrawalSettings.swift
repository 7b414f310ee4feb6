package import Ledger
package import Money

/// What holds for turning earnings into money.
package struct WithdrawalSettings: Equatable, Sendable {
  /// The unit that earnings are shown and paid out in by default.
  package var payoutUnit: AmountUnit
  /// In ``payoutUnit``.
  package var minimum: Int64
  package var processingDays: Int64

  package init(payoutUnit: AmountUnit, minimum: Int64, processingDays: Int64) {
    self.payoutUnit = payoutUnit
    self.minimum = minimum
    self.processingDays = processingDays
  }
}

extension WithdrawalSettings: SettingsGroup {
  /// The fields that an edit sets.
  package struct Changes: SettingsGroupChanges {
    package var payoutUnit: AmountUnit?
    /// In the payout unit.
    package var minimum: Int64?
    package var processingDays: Int64?

    package init() {}

    package init(_ withdrawals: WithdrawalSettings) {
      payoutUnit = withdrawals.payoutUnit
      minimum = withdrawals.minimum
      processingDays = withdrawals.processingDays
    }

    package func apply(to withdrawals: inout WithdrawalSettings) {
      withdrawals.payoutUnit = payoutUnit ?? withdrawals.payoutUnit
      withdrawals.minimum = minimum ?? withdrawals.minimum
      withdrawals.processingDays = processingDays ?? withdrawals.processingDays
    }
  }

  package func fault(in settings: Settings) -> Refusal? {
    guard minimum < 0 || processingDays < 0 else { return nil }
    return .settings(.withdrawalNegative)
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(UInt64(payoutUnit.rawValue))
    writer.write(minimum)
    writer.write(processingDays)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    let unitNumber = try reader.unsigned()
    guard let unit = UInt16(exactly: unitNumber).flatMap(AmountUnit.init(rawValue:)) else {
      throw .unknownCase("unit", unitNumber)
    }
    self.init(
      payoutUnit: unit, minimum: try reader.integer(), processingDays: try reader.integer())
  }
}
