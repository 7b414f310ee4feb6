import Ledger
import Monetization
import Money
import Testing

@Suite struct SaveGiftTests {
  @Test(arguments: [0, -1, .min, 1_000_000_001, .max] as [Int64])
  func `a price outside one operation is refused`(price: Int64) {
    let command = Command.saveGift(SaveGift(id: nil, gift: World.gift(price: price)))
    #expect(World().decide(command).refusal == .gift(.coinPriceOutOfBounds))
  }

  /// A negative dollar price once reached the split, which traps on it.
  @Test(arguments: [0, -1, .min, 1_000_000_001, .max] as [Int64])
  func `a dollar price outside one operation is refused`(cents: Int64) {
    let gift = World.gift(price: 1, usdCents: cents)
    let decision = World().decide(.saveGift(SaveGift(id: nil, gift: gift)))
    #expect(decision.refusal == .gift(.dollarPriceOutOfBounds))
  }

  @Test(arguments: [-1, .min, .max] as [Int64])
  func `a stock below nothing is refused`(remaining: Int64) {
    let gift = World.gift(price: 1, remaining: remaining)
    let decision = World().decide(.saveGift(SaveGift(id: nil, gift: gift)))
    #expect(decision.refusal == .gift(.stockOutOfBounds))
  }

  @Test func `a new gift gets the moment's identifier`() throws {
    let command = Command.saveGift(SaveGift(id: nil, gift: World.gift(price: 5, remaining: 0)))
    let delta = try #require(World().decide(command).delta)
    #expect(delta.facts == [.giftSaved(GiftSaved(GiftID(World.moment.stamp.rawValue)))])
    #expect(delta.transactions.isEmpty)
  }

  @Test func `a gift is changed, left as it is, or not there`() throws {
    var changed = World.gift(price: 10)
    changed.isFeatured = true
    let change = World().decide(.saveGift(SaveGift(id: World.rose, gift: changed)))
    #expect(change.delta?.rows == [.gift(changed)])
    let same = World().decide(.saveGift(SaveGift(id: World.rose, gift: World.gift(price: 10))))
    #expect(same == .unchanged)
    let missing = World().decide(.saveGift(SaveGift(id: GiftID(9), gift: changed)))
    #expect(missing.refusal == .notFound(.gift))
  }

  @Test func `an edit changes what it names and keeps everything else as it is now`() throws {
    var world = World()
    var changes = GiftChanges()
    changes.name = "Tulip"
    changes.remaining = .set(9)
    _ = try world.accept(.saveGift(SaveGift(id: World.rose, changes: changes)), sequence: 0)
    var other = GiftChanges()
    other.coinPrice = Coins(7)
    other.remaining = .set(nil)
    other.imageURL = .set("/tulip.svg")
    _ = try world.accept(.saveGift(SaveGift(id: World.rose, changes: other)), sequence: 1)
    var expected = World.gift(price: 7)
    expected.appearance.name = "Tulip"
    expected.appearance.imageURL = "/tulip.svg"
    #expect(world.state.gifts[OwnerID(World.rose)] == expected)
  }

  @Test func `what an edit makes of a gift is checked, and an empty edit changes nothing`() {
    var changes = GiftChanges()
    let empty = SaveGift(id: World.rose, changes: changes)
    #expect(World().decide(.saveGift(empty)) == .unchanged)
    changes.usdCents = .set(0)
    let wrong = SaveGift(id: World.rose, changes: changes)
    #expect(
      World().decide(.saveGift(wrong)).refusal == .gift(.dollarPriceOutOfBounds))
    let unpriced = SaveGift(id: nil, changes: GiftChanges())
    #expect(
      World().decide(.saveGift(unpriced)).refusal == .gift(.coinPriceOutOfBounds))
  }
}
