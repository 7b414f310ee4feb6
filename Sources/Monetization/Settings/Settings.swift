package import Ledger

/// The one document that says how the platform's economy works.
///
/// Every save makes the next version; a change holds for operations after it.
package struct Settings: StoredRow {
  package static let tag = RowTag.settings
  /// Version 1 has the split rules of six sources in a fixed order, version 2 no tips,
  /// version 3 no mode, version 4 no forms of the coin's name.
  package static let version: UInt8 = 5

  /// 0 before the first save, then one more with each.
  package var version: Int64
  package var preset: String
  package var coin: CoinSettings
  package var splits: SplitRules
  package var gifts: GiftSettings
  package var likes: LikeSettings
  package var withdrawals: WithdrawalSettings
  package var tips = TipSettings.initial
  package var mode = ModeSettings.initial
  package var coinNames = CoinNames.initial

  package init(
    preset: String, coin: CoinSettings, splits: SplitRules, gifts: GiftSettings,
    likes: LikeSettings, withdrawals: WithdrawalSettings
  ) {
    version = 0
    self.preset = preset
    self.coin = coin
    self.splits = splits
    self.gifts = gifts
    self.likes = likes
    self.withdrawals = withdrawals
  }

  package var key: OwnerID { .global }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(version)
    writer.write(preset)
    encodeGroups(into: &writer)
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    self = .initial
    self.version = try reader.integer()
    preset = try reader.text()
    try decodeGroups(from: &reader, version: version)
  }
}
