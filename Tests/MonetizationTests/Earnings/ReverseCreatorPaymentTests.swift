import Ledger
import Monetization
import Money
import TestKit
import Testing

@Suite struct ReverseCreatorPaymentTests {
  /// Sends a gift and tells what was paid.
  private static func pay(
    _ quantity: Int64, sequence: Int64, in world: inout World
  ) throws -> (payment: CreatorPaid, position: EntryPosition) {
    let send = SendGift(
      sender: World.viewer, receiver: World.creator, gift: World.rose, quantity: quantity)
    let entry = try #require(try world.accept(.sendGift(send), sequence: sequence))
    guard case .creatorPaid(let payment)? = entry.facts.first else {
      throw DecodingFault.malformed
    }
    return (payment, entry.position)
  }

  private static func giveBack(
    _ paid: (payment: CreatorPaid, position: EntryPosition), sequence: Int64,
    in world: inout World
  ) throws -> CreatorReversal {
    let stamp = Stamp(rawValue: World.moment.stamp.rawValue + sequence)
    let moment = Moment(stamp: stamp, writer: .first)
    let back = try #require(
      reverse(paid.payment, of: paid.position, in: world.state, at: moment))
    try world.apply(
      Delta(
        facts: [.creatorPaymentReversed(back.fact)], transactions: [back.transaction],
        rows: [back.carry]), sequence: sequence)
    return back
  }

  private static func balance(
    _ owner: OwnerID, _ kind: AccountKind, _ unit: AmountUnit = .coin, in world: World
  ) -> Int64 {
    world.state.account(AccountKey(owner, kind, unit)).balance
  }

  @Test func `what was paid comes back, with commission and fraction`() throws {
    var world = World()
    world.put(World.gift(price: 1), of: OwnerID(World.rose))
    let paid = try Self.pay(30, sequence: 1, in: &world)
    // A quarter of 30 is 7.5.
    #expect(paid.payment.split.commission == 7)
    let back = try Self.giveBack(paid, sequence: 2, in: &world)
    try checkBalance(back.transaction.movements)
    #expect(back.transaction.kind == .reversal && back.fact.returned.carryAfter == .zero)
    #expect(back.fact.original == paid.position && back.fact.returned.commission == 7)
    #expect(Self.balance(OwnerID(World.viewer), .wallet, in: world) == 1_000)
    #expect(Self.balance(OwnerID(World.creator), .earnings, in: world) == 0)
    #expect(Self.balance(World.platform, .commission, in: world) == 0)
  }

  @Test func `what the creator no longer holds becomes debt`() throws {
    var world = World()
    let paid = try Self.pay(4, sequence: 1, in: &world)
    let creator = OwnerID(World.creator)
    let earnings = AccountKey(creator, .earnings, .coin)
    let draft = TransactionDraft(
      id: TransactionID(9), kind: .adjustment, reference: .global,
      movements: [
        Movement(earnings, .withdrawal, -25),
        Movement(AccountKey(World.platform, .paidOut, .coin), .counterpart, 25),
      ])
    try world.apply(Delta(facts: [], transactions: [draft]), sequence: 2)
    _ = try Self.giveBack(paid, sequence: 3, in: &world)
    #expect(Self.balance(creator, .earnings, in: world) == 0)
    #expect(Self.balance(creator, .debt, in: world) == -25)
    #expect(Self.balance(OwnerID(World.viewer), .wallet, in: world) == 1_000)
  }

  @Test func `a payment in money comes back through conversion`() throws {
    var world = World()
    world.putSettings {
      $0.coin.currency = .usd
      $0.splits.gift = .valueShare(BasisPoints(rawValue: 4_000) ?? .zero, .usd)
    }
    world.put(World.gift(price: 100, usdCents: 999), of: OwnerID(World.rose))
    let paid = try Self.pay(1, sequence: 1, in: &world)
    let back = try Self.giveBack(paid, sequence: 2, in: &world)
    try checkBalance(back.transaction.movements)
    let usd = AmountUnit(.usd)
    #expect(Self.balance(OwnerID(World.creator), .earnings, usd, in: world) == 0)
    for kind in [AccountKind.conversion, .commission] {
      #expect(Self.balance(World.platform, kind, usd, in: world) == 0)
      #expect(Self.balance(World.platform, kind, in: world) == 0)
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `shares stay exact over any sequence of payments and returns`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var world = World()
    let share = BasisPoints(rawValue: UInt16(random.below(10_001))) ?? .zero
    let isMoney = random.happens(1, outOf: 2)
    world.putSettings {
      $0.coin.currency = .usd
      $0.splits.gift = isMoney ? .valueShare(share, .usd) : .commission(share)
      $0.coin.value = Rate(significand: 333, scale: 5) ?? .one
    }
    world.put(World.gift(price: 1), of: OwnerID(World.rose))
    var open: [(payment: CreatorPaid, position: EntryPosition)] = []
    for sequence in 1...200 as ClosedRange<Int64> {
      if !open.isEmpty, random.happens(1, outOf: 2) {
        let paid = open.remove(at: random.below(open.count))
        let back = try Self.giveBack(paid, sequence: sequence, in: &world)
        let (was, now) = (paid.payment.split, back.fact.returned)
        #expect(abs(now.commission - was.commission) <= 1 && now.commission >= 0)
        #expect(abs(now.net - was.net) <= 1 && now.net >= 0)
      } else {
        open.append(
          try Self.pay(Int64(1 + random.below(9)), sequence: sequence, in: &world))
      }
    }
    let coins = open.reduce(Int128(0)) { $0 + Int128($1.payment.coins.count) }
    let unit: AmountUnit = isMoney ? AmountUnit(.usd) : .coin
    let owner = isMoney ? OwnerID(World.creator) : World.platform
    let units =
      Self.balance(owner, isMoney ? .earnings : .commission, unit, in: world)
      + (isMoney ? Self.balance(owner, .debt, unit, in: world) : 0)
    // A coin is worth 0.00333 dollars: 0.333 cents.
    let value = isMoney ? Int128(333) * 100 : Int128(100_000)
    let whole = Int128(10_000) * 100_000
    #expect(Int128(units) == coins * value * Int128(share.rawValue) / whole)
  }
}
