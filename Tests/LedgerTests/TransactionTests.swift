import Ledger
import Money
import TestKit
import Testing

@Suite struct TransactionTests {
  private static func movement(_ owner: Int64, _ unit: AmountUnit, _ quantity: Int64) -> Movement {
    Movement(AccountKey(OwnerID(rawValue: owner), .adjustment, unit), .counterpart, quantity)
  }

  private static let usd = AmountUnit(.usd)

  @Test(
    arguments: [
      ([], .wrongCount(0)),
      ([movement(1, .coin, 1)], .wrongCount(1)),
      ([movement(1, .coin, 0), movement(2, .coin, 0)], .zeroQuantity),
      ([movement(1, .coin, 5), movement(2, .coin, -4)], .unbalanced(.coin)),
      ([movement(1, .coin, 5), movement(2, usd, -5)], .unbalanced(.coin)),
      (
        [movement(1, .coin, 5), movement(2, .coin, -5), movement(1, usd, 1)], .unbalanced(usd)
      ),
      (
        [movement(1, .coin, .max), movement(2, .coin, .max), movement(3, .coin, 2)],
        .unbalanced(.coin)
      ),
      ([Movement](repeating: movement(1, .coin, 1), count: 1_001), .wrongCount(1_001)),
    ] as [([Movement], ImbalanceFault)])
  func `movements that leave something over are no transaction`(
    movements: [Movement], fault: ImbalanceFault
  ) {
    #expect(throws: fault) { try checkBalance(movements) }
  }

  @Test func `movements that sum to zero in every unit are one`() throws {
    try checkBalance([Self.movement(1, .coin, 5), Self.movement(2, .coin, -5)])
    try checkBalance([
      Self.movement(1, .coin, .min), Self.movement(2, .coin, .max), Self.movement(3, .coin, 1),
    ])
    try checkBalance([
      Self.movement(1, .coin, -500), Self.movement(9, .coin, 500), Self.movement(9, Self.usd, -10),
      Self.movement(2, Self.usd, 4), Self.movement(9, Self.usd, 6),
    ])
  }

  @Test func `the check agrees with a sum per unit`() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    let units: [AmountUnit] = [.coin, AmountUnit(.usd), AmountUnit(.inr)]
    for _ in 0..<5_000 {
      let movements = (0..<(2 + random.below(5))).map { index in
        Self.movement(Int64(index), random.pick(units), random.pick([-2, -1, 1, 2, 3, .max, .min]))
      }
      var sums: [AmountUnit: Int128] = [:]
      for movement in movements {
        sums[movement.account.unit, default: 0] += Int128(movement.quantity)
      }
      let isBalanced = sums.values.allSatisfy { $0 == 0 }
      let isAccepted = (try? checkBalance(movements)) != nil
      #expect(isAccepted == isBalanced, "seed \(seed)")
    }
  }

  private static func any(_ random: inout SplitMix64) -> Transaction {
    let units = [AmountUnit.coin, AmountUnit(.kwd), AmountUnit(.jpy)]
    let postings = (0..<random.below(6)).map { _ in
      Posting(
        account: AccountKey(
          OwnerID(rawValue: random.anySize()), random.pick(AccountKind.allCases),
          random.pick(units)),
        line: random.pick(LineKind.allCases), quantity: random.anySize(),
        after: PostingState(balance: random.anySize(), inflow: random.anySize()),
        previous: EntryPosition(rawValue: random.anySize()))
    }
    return Transaction(
      id: TransactionID(random.anySize()), kind: random.pick(TransactionKind.allCases),
      reference: OwnerID(rawValue: random.anySize()), postings: postings)
  }

  @Test func `transactions are read back, and no part of them is one`() throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SplitMix64(seed: seed)
    for _ in 0..<300 {
      let transaction = Self.any(&random)
      var writer = ByteWriter()
      transaction.encode(into: &writer)
      var reader = ByteReader(writer.bytes)
      #expect(try Transaction(from: &reader) == transaction, "seed \(seed)")
      #expect(reader.isAtEnd)
      for length in 0..<writer.bytes.count {
        var short = ByteReader(Array(writer.bytes.prefix(length)))
        #expect(throws: DecodingFault.self, "seed \(seed)") { try Transaction(from: &short) }
      }
    }
  }

  @Test func `numbers that name no kind are refused`() {
    var writer = ByteWriter()
    writer.write(Int64(1))
    writer.write(UInt8(99))
    var reader = ByteReader(writer.bytes)
    #expect(throws: DecodingFault.unknownCase("transaction kind", 99)) {
      try Transaction(from: &reader)
    }
  }

  @Test func `a count that no transaction has takes no memory`() {
    var writer = ByteWriter()
    writer.write(Int64(1))
    writer.write(TransactionKind.gift.rawValue)
    writer.write(Int64(1))
    writer.write(UInt64.max)
    var reader = ByteReader(writer.bytes)
    #expect(throws: DecodingFault.malformed) { try Transaction(from: &reader) }
  }

  @Test func `stored numbers are unique and above nothing`() {
    #expect(AccountKind.allCases.allSatisfy { $0.rawValue > 0 })
    #expect(LineKind.allCases.allSatisfy { $0.rawValue > 0 })
    #expect(OwnerID.platform(.first).isPlatform)
    #expect(!OwnerID.global.isPlatform && !OwnerID(rawValue: 1).isPlatform)
  }
}
