import JSON
import Monetization

extension Problem {
  init(_ refusal: TipRefusal) {
    switch refusal {
    case .payment(let refusal): self.init(refusal, receiver: "toCreatorId")
    case .belowMinimum(let minimum):
      self.init(rule: "amountTokens", "A tip is at least \(CoinWords.mark(minimum)).")
    case .aboveMaximum(let maximum):
      self.init(rule: "amountTokens", "A tip is at most \(CoinWords.mark(maximum)).")
    case .maximumBelowMinimum:
      self.init(
        rule: "tipMaximum", "A tip is at least the minimum, which is at least \(CoinWords.mark(1))."
      )
    case .presetsOutOfBounds:
      self.init(rule: "tipPresets", "At most eight amounts, each from minimum to maximum.")
    }
  }
}
