import Ledger
import Money

/// An admin makes a coin package or edits one.
///
/// An edit is applied to the package as it is when the command is decided, so that two edits of
/// different fields both hold.
package struct SavePackage: Rule {
  package typealias Made = PackageSaved

  /// nil makes a new package.
  package let id: PackageID?
  package let changes: PackageChanges

  package init(id: PackageID?, changes: PackageChanges) {
    self.id = id
    self.changes = changes
  }

  /// Sets every field.
  ///
  /// - Parameters:
  ///   - id: nil makes a new package.
  ///   - coinPackage: The package as wanted; its own identifier is ignored.
  package init(id: PackageID?, coinPackage: CoinPackage) {
    self.init(id: id, changes: PackageChanges(coinPackage))
  }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: id.map { [OwnerID($0)] } ?? []) }

  package var command: Command { .savePackage(self) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    let before = id.flatMap { state.packages[OwnerID($0)] }
    guard id == nil || before != nil else { return .refuse(.notFound(.package)) }
    let after = changes.applied(to: before ?? .blank(PackageID(moment.stamp.rawValue)))
    if let refusal = after.refusal { return .refuse(.package(refusal)) }
    guard after != before else { return .unchanged }
    return .accept(Delta(facts: [.packageSaved(PackageSaved(after.id))], rows: [.package(after)]))
  }
}

extension CoinPackage {
  /// A package of which nothing is set yet.
  fileprivate static func blank(_ id: PackageID) -> CoinPackage {
    CoinPackage(
      id: id, name: "", coins: .zero, price: Money(minorUnits: 0, currency: .usd))
  }

  /// What makes the package unusable; nil when nothing does.
  fileprivate var refusal: PackageRefusal? {
    let bounds = 1...Amount.operationMax
    guard bounds.contains(coins.count) else {
      return .coinsOutOfBounds
    }
    guard (0...Amount.operationMax).contains(bonusCoins.count) else {
      return .bonusOutOfBounds
    }
    guard bounds.contains(price.minorUnits) else {
      return .priceOutOfBounds
    }
    if let promotion, promotion.startsAt >= promotion.endsAt {
      return .promotionEndsTooEarly
    }
    return localPriceRefusal
  }

  /// A buyer names a currency and is shown one price, so one currency has one price.
  private var localPriceRefusal: PackageRefusal? {
    guard localPrices.count <= LocalPrice.countMax else {
      return .tooManyLocalPrices
    }
    var prices = [price.currency: price]
    var countries: Set<String> = []
    for local in localPrices {
      guard (1...Amount.operationMax).contains(local.price.minorUnits) else {
        return .localPriceOutOfBounds
      }
      guard countries.insert(local.country).inserted else { return .countryTwice }
      let known = prices[local.price.currency, default: local.price]
      guard known == local.price else { return .currencyTwice }
      prices[local.price.currency] = local.price
    }
    return nil
  }
}
