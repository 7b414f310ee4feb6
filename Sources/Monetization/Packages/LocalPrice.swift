package import Money

/// What a package costs in one country.
package struct LocalPrice: Equatable, Sendable {
  /// ISO 3166, two capital letters.
  package let country: String
  package let price: Money

  package init(country: String, price: Money) {
    self.country = country
    self.price = price
  }

  /// The most that one package may list: more than there are countries.
  package static let countMax = 300
}

extension CoinPackage {
  /// What the package costs in a currency, for every buyer; nil when it lists no such price.
  package func price(in currency: Currency) -> Money? {
    if price.currency == currency { return price }
    return localPrices.first { $0.price.currency == currency }?.price
  }

  /// What a buyer pays.
  ///
  /// - Parameters:
  ///   - currency: What they want to pay in; nil for that of the base price.
  ///   - country: Where they are known to live; nil when nobody has said.
  /// - Returns: nil when no such price is listed, or only for other countries.
  package func price(in currency: Currency?, for country: String?) -> Money? {
    guard let currency, currency != price.currency else { return price }
    guard let country else { return price(in: currency) }
    return localPrices.first { $0.country == country && $0.price.currency == currency }?.price
  }
}
