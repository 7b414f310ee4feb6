package import Ledger
import Money

/// What holds for tips.
package struct TipSettings: Equatable, Sendable {
  /// The least coins of a tip.
  package var minimum: Int64
  /// The most coins of a tip.
  package var maximum: Int64
  /// The amounts that pages offer, the least first.
  package var presets: [Int64]

  package init(minimum: Int64, maximum: Int64, presets: [Int64]) {
    self.minimum = minimum
    self.maximum = maximum
    self.presets = presets
  }

  /// What holds until an admin says otherwise.
  package static let initial = TipSettings(
    minimum: 1, maximum: 100_000, presets: [50, 100, 250, 500])

  /// The most amounts that pages offer.
  package static let presetsMax = 8

  /// Why a tip cannot be of some coins; nil when it can.
  func refusal(of coins: Coins) -> TipRefusal? {
    if coins.count < minimum { return .belowMinimum(minimum) }
    return coins.count > maximum ? .aboveMaximum(maximum) : nil
  }
}

extension TipSettings: SettingsGroup {
  package static let sinceVersion: UInt8 = 3

  /// The fields that an edit sets.
  package struct Changes: SettingsGroupChanges {
    package var minimum: Int64?
    package var maximum: Int64?
    package var presets: [Int64]?

    package init() {}

    package init(_ tips: TipSettings) {
      (minimum, maximum, presets) = (tips.minimum, tips.maximum, tips.presets)
    }

    package func apply(to tips: inout TipSettings) {
      tips.minimum = minimum ?? tips.minimum
      tips.maximum = maximum ?? tips.maximum
      tips.presets = presets ?? tips.presets
    }
  }

  package func fault(in settings: Settings) -> Refusal? {
    guard minimum >= 1, minimum <= maximum, maximum <= Amount.operationMax else {
      return .tip(.maximumBelowMinimum)
    }
    let isOffered = presets.allSatisfy { (minimum...maximum).contains($0) }
    guard isOffered, presets.count <= Self.presetsMax else {
      return .tip(.presetsOutOfBounds)
    }
    return nil
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(minimum)
    writer.write(maximum)
    writer.write(UInt64(presets.count))
    for preset in presets { writer.write(preset) }
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    (minimum, maximum, presets) = (try reader.integer(), try reader.integer(), [])
    let count = try reader.unsigned()
    guard count <= UInt64(Self.presetsMax) else { throw .malformed }
    for _ in 0..<count { presets.append(try reader.integer()) }
  }
}
