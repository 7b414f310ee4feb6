/// Why settings are not saved.
package enum SettingsRefusal: FeatureRefusal {
  /// They are no longer the version that the edit was made from.
  case changedMeanwhile
  /// A value share is in the coin's currency or in dollars.
  case shareInForeignCurrency
  /// A fixed rate fits only what is metered by time.
  case rateOfUnmetered
  /// The period of a fixed rate divides one hour.
  case periodNotInHour
  /// Minimum and days of a withdrawal are not negative.
  case withdrawalNegative
  /// A like tips at most what one operation moves.
  case likeTipOutOfBounds

  package var stored: StoredRefusal? {
    switch self {
    case .changedMeanwhile: StoredRefusal(1)
    case .shareInForeignCurrency, .rateOfUnmetered, .periodNotInHour, .withdrawalNegative,
      .likeTipOutOfBounds:
      nil
    }
  }

  package init?(_ stored: StoredRefusal) {
    switch (stored.number, stored.values.count) {
    case (1, 0): self = .changedMeanwhile
    default: return nil
    }
  }
}
