package import Ledger
import Money

/// What holds for likes that tip.
package struct LikeSettings: Equatable, Sendable {
  package var tipsCreator: Bool
  /// Coins per like.
  package var tipAmount: Int64

  package init(tipsCreator: Bool, tipAmount: Int64) {
    self.tipsCreator = tipsCreator
    self.tipAmount = tipAmount
  }
}

extension LikeSettings: SettingsGroup {
  /// The fields that an edit sets.
  package struct Changes: SettingsGroupChanges {
    package var tipsCreator: Bool?
    package var tipAmount: Int64?

    package init() {}

    package init(_ likes: LikeSettings) {
      tipsCreator = likes.tipsCreator
      tipAmount = likes.tipAmount
    }

    package func apply(to likes: inout LikeSettings) {
      likes.tipsCreator = tipsCreator ?? likes.tipsCreator
      likes.tipAmount = tipAmount ?? likes.tipAmount
    }
  }

  package func fault(in settings: Settings) -> Refusal? {
    guard !(0...Amount.operationMax).contains(tipAmount) else { return nil }
    return .settings(.likeTipOutOfBounds)
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(tipsCreator)
    writer.write(tipAmount)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    self.init(tipsCreator: try reader.bool(), tipAmount: try reader.integer())
  }
}
