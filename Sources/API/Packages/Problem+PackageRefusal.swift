import JSON
import Monetization

extension Problem {
  init(_ refusal: PackageRefusal) {
    switch refusal {
    case .coinsOutOfBounds:
      self.init(rule: "coins", "A package has at least \(CoinWords.mark(1)).")
    case .bonusOutOfBounds: self.init(rule: "bonusCoins", "A bonus is not negative.")
    case .priceOutOfBounds:
      self.init(rule: "price", "A package has a price above zero.")
    case .promotionEndsTooEarly:
      self.init(rule: "promotion", "A promotion ends after it starts.")
    case .tooManyLocalPrices: self.init(localPrices: "There are not so many countries.")
    case .localPriceOutOfBounds: self.init(localPrices: "A local price is above zero.")
    case .countryTwice: self.init(localPrices: "A country has one price.")
    case .currencyTwice: self.init(localPrices: "A currency has one price.")
    }
  }

  private init(localPrices error: String) {
    self.init(rule: "localPrices", error)
  }
}
