import Ledger
import Monetization
import Money
import TestKit
import Testing

@testable import Realtime

@Suite struct AnimationMergerTests {
  @Test func `gifts of one sender and kind become one, with the newest combo`() throws {
    var merger = AnimationMerger()
    #expect(add(&merger, 1, quantity: 2, coins: 20, hasMessage: true) == false)
    #expect(add(&merger, 2, quantity: 3, coins: 30))
    let next = merger.next()
    let animation = try #require(next)
    #expect(animation.quantity == 5)
    #expect(animation.coins == Coins(50))
    #expect(animation.transaction == TransactionID(2))
    #expect(animation.combo == PaymentAnimation.Combo(id: TransactionID(2), count: 3))
    #expect(animation.message?.position.sequence == 1)
    #expect(merger.next() == nil)
  }

  @Test func `other senders and other gifts wait behind`() {
    var merger = AnimationMerger()
    _ = add(&merger, 1, from: 1, of: 50)
    _ = add(&merger, 2, from: 2, of: 50)
    _ = add(&merger, 3, from: 1, of: 51)
    _ = add(&merger, 4, from: 1, of: 50)
    let order = (0..<3).compactMap { _ in merger.next()?.transaction.rawValue }
    #expect(order == [4, 2, 3])
  }

  @Test func `beyond the bound a crowd per gift takes what comes, without names`() throws {
    var merger = AnimationMerger()
    for sender in 1...100 { _ = add(&merger, Int64(sender), from: Int64(sender), waitingMax: 10) }
    #expect(merger.count == 11)
    var senders: [UserID?] = []
    var quantity: Int64 = 0
    while let animation = merger.next() {
      senders.append(animation.payer)
      quantity += animation.quantity
    }
    #expect(quantity == 100)
    #expect(senders == (1...10).map { UserID($0) } + [nil])
  }

  @Test func `totals of ten thousand random gifts are exact`() {
    var random = SplitMix64(seed: 20_260_102)
    var merger = AnimationMerger()
    var sent: [Int64: [Int64]] = [:]
    var shown: [Int64: [Int64]] = [:]
    for number in 1...10_000 {
      let kind = 50 + Int64(random.next() % 5)
      let quantity = Int64(random.next() % 99) + 1
      sent[kind, default: [0, 0]].add([quantity, quantity * 7])
      _ = add(
        &merger, Int64(number), from: Int64(random.next() % 400), of: kind, quantity: quantity,
        coins: quantity * 7, waitingMax: 200)
      guard random.next() % 20 == 0, let animation = merger.next() else { continue }
      shown[animation.subject.rawValue, default: [0, 0]].add(animation)
    }
    while let animation = merger.next() {
      shown[animation.subject.rawValue, default: [0, 0]].add(animation)
    }
    #expect(shown == sent)
  }

  private func add(
    _ merger: inout AnimationMerger, _ number: Int64, from sender: Int64 = 1, of kind: Int64 = 50,
    quantity: Int64 = 1, coins: Int64 = 10, hasMessage: Bool = false, waitingMax: Int = 100
  ) -> Bool {
    let sent = Sample.gift(
      number, from: sender, of: kind, quantity: quantity, coins: coins, hasMessage: hasMessage)
    let position = EntryPosition(writer: .first, sequence: number)
    return merger.add(Sample.shown(sent, at: position), waitingMax: waitingMax)
  }
}

extension [Int64] {
  fileprivate mutating func add(_ other: [Int64]) {
    for index in indices { self[index] += other[index] }
  }

  fileprivate mutating func add(_ animation: PaymentAnimation) {
    add([animation.quantity, animation.coins.count])
  }
}
