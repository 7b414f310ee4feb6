import Ledger
import Money
import TestKit
import Testing

@Suite struct AccountTests {
  private static let wallet = AccountKey(OwnerID(rawValue: 7), .wallet, .coin)
  private static let sales = AccountKey(.platform(.first), .sales, AmountUnit(.inr))
  private static let day: Int64 = 1_800_057_600_000

  private static func stamp(_ milliseconds: Int64) -> Stamp {
    var clock = HybridClock(writer: .first, last: .zero)
    return clock.next(now: Timestamp(milliseconds: milliseconds))
  }

  private static func position(_ sequence: Int64) -> EntryPosition {
    EntryPosition(writer: .first, sequence: sequence)
  }

  @Test(
    arguments: [
      (0, -1, false), (0, 0, true), (0, 1, true), (5, -5, true), (5, -6, false),
      (0, Amount.balanceMax, true), (0, Amount.balanceMax + 1, false),
      (Amount.balanceMax, 1, false), (Amount.balanceMax, -Amount.balanceMax, true),
      (0, .max, false), (0, .min, false), (Amount.balanceMax, .max, false),
      (Amount.balanceMax, .min, false),
    ] as [(Int64, Int64, Bool)])
  func `a wallet stays between nothing and the largest balance`(
    before: Int64, quantity: Int64, isTaken: Bool
  ) {
    var account = Account(Self.wallet)
    if before > 0 {
      _ = account.post(before, line: .purchase, at: Self.position(1), stamp: Self.stamp(Self.day))
    }
    #expect(account.canTake(quantity) == isTaken)
  }

  @Test(
    arguments: [
      (-Amount.balanceMax, true), (-Amount.balanceMax - 1, false), (.min, false), (.max, false),
      (Amount.balanceMax, true),
    ] as [(Int64, Bool)])
  func `an account of the platform may owe as much as it may hold`(
    quantity: Int64, isTaken: Bool
  ) {
    #expect(Account(Self.sales).canTake(quantity) == isTaken)
  }

  @Test func `people's own money stays above nothing, the rest need not`() {
    let own: Set<AccountKind> = [.wallet, .frozen, .pending, .earnings, .withdrawing]
    for kind in AccountKind.allCases {
      #expect(kind.staysNonNegative == own.contains(kind))
      let account = Account(AccountKey(OwnerID(rawValue: 1), kind, .coin))
      #expect(account.canTake(-1) != own.contains(kind))
    }
  }

  @Test func `postings say what the account was before and after, and name the one before`() {
    var account = Account(Self.wallet)
    let stamp = Self.stamp(Self.day)
    let first = account.post(100, line: .purchase, at: Self.position(1), stamp: stamp)
    let second = account.post(-30, line: .giftSent, at: Self.position(4), stamp: stamp)
    #expect(first.previous == .none && first.balanceBefore == 0)
    #expect(first.after == PostingState(balance: 100, inflow: 100))
    #expect(second.previous == Self.position(1) && second.balanceBefore == 100)
    #expect(second.after == PostingState(balance: 70, inflow: 100))
    #expect(account.last == Self.position(4))
    #expect(account.outflow == 30)
  }

  @Test func `what was spent is counted per day`() {
    var account = Account(Self.wallet)
    let days = (0..<3).map { Self.stamp(Self.day + $0 * Timestamp.millisecondsPerDay) }
    _ = account.post(100, line: .purchase, at: Self.position(1), stamp: days[0])
    #expect(account.spent(on: days[0].time.day) == 0)
    _ = account.post(-10, line: .giftSent, at: Self.position(2), stamp: days[0])
    _ = account.post(-5, line: .giftSent, at: Self.position(3), stamp: days[0])
    #expect(account.spent(on: days[0].time.day) == 15)
    #expect(account.spent(on: days[1].time.day) == 0)
    _ = account.post(50, line: .purchase, at: Self.position(4), stamp: days[1])
    #expect(account.spent(on: days[1].time.day) == 0)
    _ = account.post(-7, line: .giftSent, at: Self.position(5), stamp: days[2])
    #expect(account.spent(on: days[2].time.day) == 7)
    #expect(account.outflow == 22)
  }

  @Test func `what an administrator takes is not spent`() {
    var account = Account(Self.wallet)
    let stamp = Self.stamp(Self.day)
    _ = account.post(100, line: .purchase, at: Self.position(1), stamp: stamp)
    _ = account.post(-20, line: .adminAdjustment, at: Self.position(2), stamp: stamp)
    #expect(account.spent(on: stamp.time.day) == 0)
    _ = account.post(-7, line: .giftSent, at: Self.position(3), stamp: stamp)
    _ = account.post(-30, line: .adminAdjustment, at: Self.position(4), stamp: stamp)
    #expect(account.spent(on: stamp.time.day) == 7)
    #expect(account.outflow == 57)
  }

  @Test func `any run of postings leaves what a sum leaves`() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    for _ in 0..<200 {
      var account = Account(random.happens(1, outOf: 2) ? Self.wallet : Self.sales)
      var (balance, inflow, last) = (Int128(0), Int128(0), EntryPosition.none)
      for sequence in 1...50 {
        let quantity = random.anySize() >> Int64(random.below(30))
        let after = balance + Int128(quantity)
        let mayOwe = !account.key.kind.staysNonNegative || quantity >= 0 || after >= 0
        let fits = after.magnitude <= Amount.balanceMax.magnitude && mayOwe
        #expect(account.canTake(quantity) == fits, "seed \(seed)")
        guard fits else { continue }
        let position = Self.position(Int64(sequence))
        let posting = account.post(
          quantity, line: .counterpart, at: position, stamp: Self.stamp(Self.day))
        balance = after
        inflow += Int128(max(0, quantity))
        #expect(posting.previous == last, "seed \(seed)")
        last = position
        #expect(Int128(account.balance) == balance && Int128(account.inflow) == inflow)
        #expect(Int128(account.outflow) == inflow - balance, "seed \(seed)")
      }
      try Self.expectReadBack(account)
    }
  }

  private static func expectReadBack(_ account: Account) throws {
    var writer = ByteWriter()
    account.encodeFields(into: &writer)
    var reader = ByteReader(writer.bytes)
    #expect(try Account(account.key, from: &reader) == account)
    for length in 0..<writer.bytes.count {
      var short = ByteReader(Array(writer.bytes.prefix(length)))
      #expect(throws: DecodingFault.truncated) { try Account(account.key, from: &short) }
    }
  }

  /// Balance, inflow, last position, last stamp, day, outflow before the day.
  @Test(
    arguments: [
      [Amount.balanceMax + 1, .max, 1, 1, 0, 0], [.min, 0, 1, 1, 0, 0], [-1, 0, 1, 1, 0, 0],
      [5, 4, 1, 1, 0, 0], [0, .max, 1, 1, 0, 0], [0, 0, -1, 1, 0, 0], [0, 0, 1, -1, 0, 0],
      [0, 0, 1, 1, 0, 1], [0, 0, 1, 1, 0, -1], [0, -1, 1, 1, 0, 0], [0, 0, 1, 1, .max, 0],
    ] as [[Int64]])
  func `no account is read that postings cannot have made`(numbers: [Int64]) {
    var writer = ByteWriter()
    for number in numbers { writer.write(number) }
    var reader = ByteReader(writer.bytes)
    #expect(throws: DecodingFault.malformed) { try Account(Self.wallet, from: &reader) }
  }

  @Test func `an account refuses what breaks its bounds or its order`() async {
    await #expect(processExitsWith: .failure) {
      var account = Account(AccountKey(OwnerID(rawValue: 7), .wallet, .coin))
      _ = account.post(
        -1, line: .giftSent, at: EntryPosition(writer: .first, sequence: 1), stamp: .zero)
    }
    await #expect(processExitsWith: .failure) {
      var account = Account(AccountKey(OwnerID(rawValue: 7), .wallet, .coin))
      let position = EntryPosition(writer: .first, sequence: 1)
      _ = account.post(1, line: .purchase, at: position, stamp: Stamp(rawValue: 2))
      _ = account.post(1, line: .purchase, at: position, stamp: Stamp(rawValue: 1))
    }
  }
}
