import Ledger
import Money

/// An admin makes a coin package or changes one.
package struct SavePackage: Equatable, Sendable {
  /// nil makes a new package.
  package let id: PackageID?
  /// The package as it shall be; its id is ignored for a new one.
  package let coinPackage: CoinPackage

  package init(id: PackageID?, coinPackage: CoinPackage) {
    self.id = id
    self.coinPackage = coinPackage
  }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: id.map { [OwnerID($0)] } ?? []) }

  func decide(in state: State, at moment: Moment) -> Decision {
    if let fault { return .refuse(.invalid(field: fault.field, reason: fault.reason)) }
    guard let id else {
      let made = coinPackage.with(id: PackageID(moment.stamp.rawValue))
      return .accept(Delta(facts: [.packageSaved(PackageSaved(made.id))], rows: [.package(made)]))
    }
    guard let before = state.packages[OwnerID(id)] else { return .refuse(.notFound(.package)) }
    let after = coinPackage.with(id: id)
    guard after != before else { return .unchanged }
    return .accept(Delta(facts: [.packageSaved(PackageSaved(id))], rows: [.package(after)]))
  }
}

extension SavePackage {
  private var fault: (field: String, reason: String)? {
    let bounds = 1...Amount.operationMax
    guard bounds.contains(coinPackage.coins.count) else {
      return ("coins", "A package has at least one coin.")
    }
    guard (0...Amount.operationMax).contains(coinPackage.bonusCoins.count) else {
      return ("bonusCoins", "A bonus is not negative.")
    }
    guard bounds.contains(coinPackage.price.minorUnits) else {
      return ("price", "A package has a price above zero.")
    }
    if let promotion = coinPackage.promotion, promotion.startsAt >= promotion.endsAt {
      return ("promotion", "A promotion ends after it starts.")
    }
    return faultOfLocalPrices.map { ("localPrices", $0) }
  }

  /// A buyer names a currency and is shown one price, so one currency has one price.
  private var faultOfLocalPrices: String? {
    let locals = coinPackage.localPrices
    guard locals.count <= LocalPrice.countMax else { return "There are not so many countries." }
    var prices = [coinPackage.price.currency: coinPackage.price]
    var countries: Set<String> = []
    for local in locals {
      guard (1...Amount.operationMax).contains(local.price.minorUnits) else {
        return "A local price is above zero."
      }
      guard countries.insert(local.country).inserted else { return "A country has one price." }
      let known = prices[local.price.currency, default: local.price]
      guard known == local.price else { return "A currency has one price." }
      prices[local.price.currency] = local.price
    }
    return nil
  }
}

extension CoinPackage {
  fileprivate func with(id: PackageID) -> CoinPackage {
    var copy = CoinPackage(id: id, name: name, coins: coins, price: price)
    copy.description = description
    copy.icon = icon
    copy.bonusCoins = bonusCoins
    copy.isFirstPurchaseBonus = isFirstPurchaseBonus
    copy.promotion = promotion
    copy.localPrices = localPrices
    copy.isActive = isActive
    copy.isFeatured = isFeatured
    copy.sortOrder = sortOrder
    return copy
  }
}
