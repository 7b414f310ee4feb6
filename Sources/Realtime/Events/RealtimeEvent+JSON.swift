import Application
import JSON
import Ledger
import Monetization
import Money

extension RealtimeEvent {
  /// Writes the fields of `data`.
  func write(to data: inout ObjectWriter) {
    switch self {
    case .animation(let animation, let caption):
      AnimationKind.of(animation.source)?.write(animation, caption, &data)
    case .streamStarted(let stream), .streamEnded(let stream):
      data.field("streamId", stream.text)
    case .viewerCount(let count): data.field("count", count)
    case .balanceUpdated(let balance): data.field("balance", balance)
    case .earningsUpdated(let update): update.write(to: &data)
    case .purchaseCompleted(let completed): completed.write(to: &data)
    }
  }
}

extension EarningsUpdate {
  fileprivate func write(to data: inout ObjectWriter) {
    data.field("unit", unit.name)
    data.field("availableBalance", availableBalance)
    data.field("source", source.wireName)
    data.field("gross", gross)
    data.field("commission", commission)
    data.field("net", net)
  }
}

extension PurchaseCompleted {
  fileprivate func write(to data: inout ObjectWriter) {
    data.field("purchaseId", purchase.text)
    data.field("coins", coins.count)
    data.field("bonusCoins", bonusCoins.count)
    data.field("totalCoins", clampedSum(coins.count, bonusCoins.count))
    data.field("newBalance", newBalance)
  }
}
