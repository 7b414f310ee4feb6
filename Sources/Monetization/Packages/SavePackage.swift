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
    let bounds = 1...Amount.operationMax
    guard bounds.contains(coinPackage.coins.count) else {
      return .refuse(.invalid(field: "coins", reason: "A package has at least one coin."))
    }
    guard (0...Amount.operationMax).contains(coinPackage.bonusCoins.count) else {
      return .refuse(.invalid(field: "bonusCoins", reason: "A bonus is not negative."))
    }
    guard bounds.contains(coinPackage.price.minorUnits) else {
      return .refuse(.invalid(field: "price", reason: "A package has a price above zero."))
    }
    guard let id else {
      let made = coinPackage.with(id: PackageID(moment.stamp.rawValue))
      return .accept(Delta(facts: [.packageSaved(made.id)], rows: [.package(made)]))
    }
    guard let before = state.packages[OwnerID(id)] else { return .refuse(.notFound(.package)) }
    let after = coinPackage.with(id: id)
    guard after != before else { return .unchanged }
    return .accept(Delta(facts: [.packageSaved(id)], rows: [.package(after)]))
  }
}

extension CoinPackage {
  fileprivate func with(id: PackageID) -> CoinPackage {
    var copy = CoinPackage(id: id, name: name, coins: coins, price: price)
    copy.description = description
    copy.icon = icon
    copy.bonusCoins = bonusCoins
    copy.isActive = isActive
    copy.isFeatured = isFeatured
    copy.sortOrder = sortOrder
    return copy
  }
}
