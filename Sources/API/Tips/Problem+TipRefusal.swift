import JSON
import Monetization

extension Problem {
  init(_ refusal: TipRefusal) {
    switch refusal {
    case .payment(let refusal): self.init(refusal, receiver: "toCreatorId")
    case .belowMinimum(let minimum):
      self.init(rule: "amountTokens", "A tip is at least \(minimum) coins.")
    case .aboveMaximum(let maximum):
      self.init(rule: "amountTokens", "A tip is at most \(maximum) coins.")
    case .maximumBelowMinimum:
      self.init(rule: "tipMaximum", "A tip is at least the minimum, which is at least one coin.")
    case .presetsOutOfBounds:
      self.init(rule: "tipPresets", "At most eight amounts, each from minimum to maximum.")
    }
  }
}
