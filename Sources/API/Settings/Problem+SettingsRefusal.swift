import JSON
import Monetization

extension Problem {
  init(_ refusal: SettingsRefusal) {
    switch refusal {
    case .changedMeanwhile:
      self.init(
        conflict: "settings_changed_meanwhile",
        "The settings were changed meanwhile; read them again.")
    case .shareInForeignCurrency:
      self.init(rule: "splits", "A value share is in the coin's currency or in dollars.")
    case .rateOfUnmetered:
      self.init(rule: "splits", "A fixed rate fits only what is metered by time.")
    case .periodNotInHour:
      self.init(rule: "splits", "The period must divide one hour.")
    case .withdrawalNegative:
      self.init(rule: "minimumWithdrawal", "A minimum is not negative.")
    case .likeTipOutOfBounds:
      self.init(rule: "likeTipAmount", "A tip is at most one operation.")
    }
  }
}
