import JSON
import Monetization

extension Problem {
  init(_ refusal: WalletRefusal) {
    switch refusal {
    case .insufficientBalance(let required, let balance):
      self.init(
        .insufficientBalance,
        "The wallet holds \(CoinWords.mark(balance)); this costs \(required).",
        facts: [
          .init("required", .integer(required)), .init("balance", .integer(balance)),
          .init("shortfall", .integer(required - balance)),
        ])
    case .spendingLimit(let limit, let left):
      let sentence =
        left == 0
        ? "Daily limit of \(CoinWords.mark(limit)) reached."
        : "Daily limit of \(CoinWords.mark(limit)): \(left) are left today."
      self.init(
        .spendingLimit, sentence,
        facts: [.init("limit", .integer(limit)), .init("left", .integer(left))])
    case .amountOutOfBounds:
      self.init(rule: "amount", "The amount is outside the bounds of an operation or of a balance.")
    }
  }
}
