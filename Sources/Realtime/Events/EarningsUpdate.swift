import Ledger
import Monetization
import Money

/// What a creator earned from one source in one unit since the update before.
struct EarningsUpdate: Equatable, Sendable {
  let source: EarningSource
  let unit: AmountUnit
  /// The withdrawable balance after it; nil when no whole unit moved.
  var availableBalance: Int64?
  var gross: Int64
  var commission: Int64
  var net: Int64

  init(_ split: RecordedSplit, availableBalance: Int64?) {
    source = split.source
    unit = split.unit
    self.availableBalance = availableBalance
    gross = split.gross
    commission = split.commission
    net = split.net
  }

  /// Takes a later update of the same source and unit on.
  mutating func merge(_ later: EarningsUpdate) {
    availableBalance = later.availableBalance ?? availableBalance
    gross = clampedSum(gross, later.gross)
    commission = clampedSum(commission, later.commission)
    net = clampedSum(net, later.net)
  }
}
