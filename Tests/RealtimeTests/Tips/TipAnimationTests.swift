import JSON
import Ledger
import Monetization
import Money
import Testing

@testable import Monetization
@testable import Realtime

@Suite struct TipAnimationTests {
  private static func tip(_ number: Int64, coins: Int64) -> RoomPayment {
    let payment = CreatorPaid(
      transaction: TransactionID(number), payer: UserID(1), creator: Sample.creator,
      subject: .global, place: PaymentPlace(stream: Sample.stream), coins: Coins(coins),
      split: RecordedSplit(
        source: .tip, unit: .coin, gross: coins, commission: 0, share: .zero, carryBefore: .zero,
        carryAfter: .zero), texts: .message)
    return RoomPayment(payment, at: EntryPosition(writer: .first, sequence: number))
  }

  @Test func `tips of one person are merged, and have the fields that clients rely on`() throws {
    var animation = PaymentAnimation(Self.tip(1, coins: 50))
    animation.merge(Self.tip(2, coins: 7))
    let kind = try #require(AnimationKind.of(.tip))
    #expect(kind.name == "tip.sent" && kind.isInFeed)
    let text = JSONWriter.object { data in
      kind.write(animation, Sample.caption(animation), &data)
    }
    let expected =
      #"{"tipId":"\#(TransactionID(2).text)","senderId":"viewer-1","senderName":"Viewer 1","#
      + #""amountTokens":57,"tipCount":2,"message":"message 2"}"#
    #expect(text == Array(expected.utf8))
  }

  @Test func `a tip is shown in the room of its stream and on the feed of its creator`() {
    var hub = HubScript()
    hub.join(1, Sample.room)
    hub.join(2, .feed(Sample.creator))
    let payment = Self.tip(1, coins: 50).payment
    hub.commit(Sample.entry(1, [.creatorPaid(payment)]))
    hub.pass(milliseconds: 50)
    hub.describe()
    hub.pass(milliseconds: 50)
    #expect(hub.gifts(of: 1).map(\.coins) == [Coins(50)])
    #expect(hub.gifts(of: 2).map(\.coins) == [Coins(50)])
  }
}
