import JSON
import Monetization

extension Problem {
  init(_ refusal: TipRefusal) {
    switch refusal {
    case .payment(let refusal): self.init(refusal, receiver: "toCreatorId")
    case .belowMinimum(let minimum):
      self.init(field: "amountTokens", .notAllowed, "A tip is at least \(minimum) coins.")
    case .aboveMaximum(let maximum):
      self.init(field: "amountTokens", .notAllowed, "A tip is at most \(maximum) coins.")
    case .maximumBelowMinimum:
      self.init(
        field: "tipMaximum", .notAllowed,
        "A tip is at least the minimum, which is at least one coin.")
    case .presetsOutOfBounds:
      self.init(
        field: "tipPresets", .notAllowed, "At most eight amounts, each from minimum to maximum.")
    }
  }
}
