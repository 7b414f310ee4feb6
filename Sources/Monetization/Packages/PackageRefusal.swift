/// Why a coin package is not saved.
package enum PackageRefusal: FeatureRefusal {
  /// A package has at least one coin, at most what one operation moves.
  case coinsOutOfBounds
  /// A bonus is not negative, and at most what one operation moves.
  case bonusOutOfBounds
  /// A price is above zero, at most what one operation moves.
  case priceOutOfBounds
  /// A promotion ends after it starts.
  case promotionEndsTooEarly
  /// There are not so many countries.
  case tooManyLocalPrices
  /// A local price is above zero, at most what one operation moves.
  case localPriceOutOfBounds
  /// A country has one price.
  case countryTwice
  /// A currency has one price.
  case currencyTwice

  package var stored: StoredRefusal? { nil }

  package init?(_ stored: StoredRefusal) { return nil }
}
