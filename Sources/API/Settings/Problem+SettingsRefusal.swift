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
      self.init(
        field: "splits", .notAllowed, "A value share is in the coin's currency or in dollars.")
    case .rateOfUnmetered:
      self.init(
        field: "splits", .notAllowed, "A fixed rate fits only what is metered by time.")
    case .periodNotInHour:
      self.init(field: "splits", .notAllowed, "The period must divide one hour.")
    case .withdrawalNegative:
      self.init(field: "minimumWithdrawal", .notAllowed, "A minimum is not negative.")
    case .likeTipOutOfBounds:
      self.init(field: "likeTipAmount", .notAllowed, "A tip is at most one operation.")
    }
  }
}
