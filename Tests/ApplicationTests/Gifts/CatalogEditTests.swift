import Application
import Ledger
import Monetization
import Money
import Testing

/// Catalogs are made and edited as admins say.
@Suite struct CatalogEditTests {
  private static var rose: GiftChanges {
    var changes = GiftChanges()
    changes.name = "Rose"
    changes.coinPrice = Coins(10)
    return changes
  }

  /// Edits of a field each.
  private static var edits: [GiftChanges] {
    var edits = [GiftChanges](repeating: GiftChanges(), count: 4)
    edits[0].name = "Tulip"
    edits[1].coinPrice = Coins(7)
    edits[2].remaining = .set(5)
    edits[3].imageURL = .set("/tulip.svg")
    return edits
  }

  @Test func `edits of different fields at the same time all hold`() async throws {
    let stage = try PlatformStage()
    let gift = try await stage.platform.makeGift(
      Self.rose, by: stage.boss, idempotency: nil
    ).thing.gift
    let edits = Self.edits
    try await withThrowingTaskGroup(of: Void.self) { group in
      for edit in edits {
        group.addTask { _ = try await stage.platform.editGift(gift.id, edit, by: stage.boss) }
      }
      try await group.waitForAll()
    }
    let after = try await stage.platform.catalogGift(gift.id)?.gift
    #expect(after?.appearance.name == "Tulip" && after?.coinPrice == Coins(7))
    #expect(after?.remaining == 5 && after?.appearance.imageURL == "/tulip.svg")
  }

  @Test func `an edit wants what was read, or a gift that is there`() async throws {
    let stage = try PlatformStage()
    let gift = try await stage.platform.makeGift(
      Self.rose, by: stage.boss, idempotency: nil
    ).thing.gift
    let version = RowCondition.version(of: gift)
    var changes = GiftChanges()
    changes.isActive = false
    let edited = try await stage.platform.editGift(
      gift.id, changes, by: stage.boss, ifOneOf: [version])
    #expect(edited.gift.isActive == false)
    await #expect(throws: UseCaseError.engine(.preconditionFailed)) {
      try await stage.platform.editGift(gift.id, changes, by: stage.boss, ifOneOf: [version])
    }
    await #expect(throws: UseCaseError.refused(.notFound(.gift))) {
      try await stage.platform.editGift(GiftID(9), changes, by: stage.boss)
    }
    #expect(try await stage.platform.giftsOnOffer(of: nil, nil).isEmpty)
  }

  @Test func `a package is made, edited and taken off sale`() async throws {
    let stage = try PlatformStage()
    var changes = PackageChanges()
    changes.name = "Purse"
    changes.coins = Coins(100)
    changes.price = Money(minorUnits: 9_900, currency: .inr)
    let made = try await stage.platform.makePackage(
      changes, by: stage.boss, idempotency: nil
    ).thing
    var edit = PackageChanges()
    edit.bonusCoins = Coins(5)
    edit.isActive = false
    let edited = try await stage.platform.editPackage(made.id, edit, by: stage.boss)
    #expect(edited.coins == Coins(100) && edited.bonusCoins == Coins(5))
    #expect(try await stage.platform.packagesOnSale().isEmpty)
    await #expect(throws: UseCaseError.refused(.notFound(.package))) {
      try await stage.platform.editPackage(PackageID(9), edit, by: stage.boss)
    }
  }

  @Test func `settings are edited from the version that was read, or from any`() async throws {
    let stage = try PlatformStage()
    var changes = SettingsChanges()
    changes.coin.name = "Star"
    let first = try await stage.platform.editSettings(changes, from: 0, by: stage.boss)
    #expect(first.version == 1 && first.coin.name == "Star")
    changes.likes.tipAmount = 3
    await #expect(throws: UseCaseError.refused(.settings(.changedMeanwhile))) {
      try await stage.platform.editSettings(changes, from: 0, by: stage.boss)
    }
    let second = try await stage.platform.editSettings(changes, from: nil, by: stage.boss)
    #expect(second.version == 2 && second.likes.tipAmount == 3)
  }
}
