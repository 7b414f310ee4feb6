import Ledger
import Monetization
import Testing

@Suite struct ComboTests {
  private static func combo(_ gift: Int64, at milliseconds: Int64, count: Int64 = 1) -> Combo {
    Combo(
      id: TransactionID(milliseconds), gift: GiftID(gift), stream: .global,
      receiver: OwnerID(rawValue: 5), count: count, lastAt: Timestamp(milliseconds: milliseconds))
  }

  @Test(arguments: [(0, true), (4_999, true), (5_000, true), (5_001, false)] as [(Int64, Bool)])
  func `the same gift within five seconds continues a combo`(later: Int64, goesOn: Bool) {
    var sender = Sender(World.viewer)
    _ = sender.continueCombo(with: Self.combo(1, at: 10_000, count: 2))
    let next = sender.continueCombo(with: Self.combo(1, at: 10_000 + later, count: 3))
    #expect(next.count == (goesOn ? 5 : 3))
    #expect(next.id.rawValue == (goesOn ? 10_000 : 10_000 + later))
  }

  @Test func `another gift, room or receiver is another combo`() {
    var sender = Sender(World.viewer)
    _ = sender.continueCombo(with: Self.combo(1, at: 1_000))
    #expect(sender.continueCombo(with: Self.combo(2, at: 1_001)).count == 1)
    let room = Combo(
      id: TransactionID(3), gift: GiftID(1), stream: OwnerID(rawValue: 8),
      receiver: OwnerID(rawValue: 5), count: 1, lastAt: Timestamp(milliseconds: 1_002))
    #expect(sender.continueCombo(with: room).count == 1)
    #expect(sender.continueCombo(with: Self.combo(1, at: 1_003)).count == 2)
  }

  @Test func `only the newest few are told apart`() {
    var sender = Sender(World.viewer)
    for gift in 1...5 as ClosedRange<Int64> {
      _ = sender.continueCombo(with: Self.combo(gift, at: 1_000 + gift))
    }
    #expect(sender.combos.count == Sender.combosMax)
    #expect(sender.continueCombo(with: Self.combo(1, at: 1_010)).count == 1)
    #expect(sender.continueCombo(with: Self.combo(5, at: 1_011)).count == 2)
  }
}
