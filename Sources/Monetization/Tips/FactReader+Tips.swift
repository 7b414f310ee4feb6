import Ledger
import Money

extension FactReader {
  /// Adds a tip to the sums of tips, or takes it out of them again.
  mutating func addTip(_ payment: CreatorPaid, sign: Int64) {
    let coins = sign * payment.coins.count
    let (payer, creator) = (payment.payer.rawValue, payment.creator.rawValue)
    added(.sums(coins, sign), to: SumKey(creator, payer), of: .tippers)
    added(.sums(0, 0, sign, coins), to: SumKey(payer), of: .tips)
    added(.sums(sign, coins), to: SumKey(creator), of: .tips)
  }
}
