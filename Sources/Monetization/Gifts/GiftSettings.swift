package import Ledger

/// What holds for sending gifts.
package struct GiftSettings: Equatable, Sendable {
  /// Steady sends per second and sender.
  package var sendsPerSecond: Int64
  /// Sends that one sender may make at once.
  package var sendsBurst: Int64
  /// Coins that anybody may spend in one UTC day; nil for no limit.
  package var dailySpendingLimit: Int64?

  /// The most sends that a limit may allow, at once and per second.
  package static let sendsMax: Int64 = 1_000_000

  package init(sendsPerSecond: Int64, sendsBurst: Int64, dailySpendingLimit: Int64?) {
    self.sendsPerSecond = sendsPerSecond
    self.sendsBurst = sendsBurst
    self.dailySpendingLimit = dailySpendingLimit
  }
}

extension GiftSettings: SettingsGroup {
  /// The fields that an edit sets.
  package struct Changes: SettingsGroupChanges {
    package var sendsPerSecond: Int64?
    package var sendsBurst: Int64?
    package var dailySpendingLimit = FieldChange<Int64>.keep

    package init() {}

    package init(_ gifts: GiftSettings) {
      sendsPerSecond = gifts.sendsPerSecond
      sendsBurst = gifts.sendsBurst
      dailySpendingLimit = .set(gifts.dailySpendingLimit)
    }

    package func apply(to gifts: inout GiftSettings) {
      gifts.sendsPerSecond = sendsPerSecond ?? gifts.sendsPerSecond
      gifts.sendsBurst = sendsBurst ?? gifts.sendsBurst
      gifts.dailySpendingLimit = dailySpendingLimit.applied(to: gifts.dailySpendingLimit)
    }
  }

  package func fault(in settings: Settings) -> Refusal? {
    guard sendsPerSecond > 0, sendsBurst >= sendsPerSecond else {
      return .gift(.burstBelowRate)
    }
    guard sendsBurst <= Self.sendsMax else {
      return .gift(.burstAboveMaximum)
    }
    guard dailySpendingLimit ?? 0 >= 0 else {
      return .gift(.spendingLimitNegative)
    }
    return nil
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(sendsPerSecond)
    writer.write(sendsBurst)
    writer.write(dailySpendingLimit)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    self.init(
      sendsPerSecond: try reader.integer(), sendsBurst: try reader.integer(),
      dailySpendingLimit: try reader.optionalInteger())
  }
}
