import JSON
import Ledger
import Monetization
import Money
import Testing

@testable import HTTPServer
@testable import Realtime

@Suite struct DeliveryTests {
  @Test func `a gift has exactly the fields that clients rely on`() throws {
    let animation = PaymentAnimation(
      Sample.shown(
        Sample.gift(9, from: 3, quantity: 2, coins: 20, hasMessage: true),
        at: EntryPosition(writer: .first, sequence: 9)))
    let event = RealtimeEvent.animation(animation, Sample.caption(animation))
    let message = try decoded(event, id: 41)
    #expect(
      message.encoded
        == Array(
          #"""
          {"type":"gift.sent","room":"the-room","id":41,"data":{"giftTransactionId":"\#(TransactionID(9).text)","giftId":"\#(GiftID(50).text)","giftName":"Rose","imageUrl":"/gifts/rose.webp","animationUrl":null,"senderId":"viewer-3","senderName":"Viewer 3","quantity":2,"coinAmount":20,"combo":{"id":"\#(TransactionID(9).text)","count":2},"message":"message 9"}}
          """#.utf8))
  }

  @Test func `a crowd has a name but no id`() throws {
    let animation = PaymentAnimation(Sample.shown(Sample.gift(9), at: .none), isOfCrowd: true)
    let data = try decoded(.animation(animation, Sample.caption(animation)), id: 1)["data"]
    #expect(data?["senderId"] == .null)
    #expect(data?["senderName"] == .string(AnimationCaption.crowdName))
  }

  @Test(
    arguments: [
      (.viewerCount(3), nil, #""type":"viewer.count","room":"the-room","data":{"count":3}"#),
      (
        .balanceUpdated(70), 5,
        #""type":"balance.updated","room":"the-room","id":5,"data":{"balance":70}"#
      ),
      (
        .earningsUpdated(EarningsUpdate(Sample.gift(1).payment.split, availableBalance: 80)), 6,
        #""type":"earnings.updated","room":"the-room","id":6,"data":{"unit":"coin","availableBalance":80,"source":"gift","gross":10,"commission":2,"net":8}"#
      ),
      (
        .purchaseCompleted(
          PurchaseCompleted(
            purchase: PurchaseID(4), coins: Coins(100), bonusCoins: Coins(5), newBalance: 105)), 7,
        #""type":"purchase.completed","room":"the-room","id":7,"data":{"purchaseId":"pur_0000000000004","coins":100,"bonusCoins":5,"totalCoins":105,"newBalance":105}"#
      ),
      (
        .streamEnded(StreamID(1)), 8,
        #""type":"stream.ended","room":"the-room","id":8,"data":{"streamId":"str_0000000000001"}"#
      ),
    ] as [(RealtimeEvent, Int64?, String)])
  func `each event has its shape`(event: RealtimeEvent, id: Int64?, text: String) throws {
    #expect(try decoded(event, id: id).encoded == Array("{\(text)}".utf8))
  }

  @Test func `a delivery is encoded once`() {
    let delivery = Delivery(key: Sample.room, room: "r", id: 1, event: .viewerCount(1))
    let first = delivery.jsonFrame.bytes
    let second = delivery.jsonFrame.bytes
    let isSame = first.span.isIdentical(to: second.span)
    #expect(isSame)
  }

  private func decoded(_ event: RealtimeEvent, id: Int64?) throws -> JSONValue {
    let frame = Delivery(key: Sample.room, room: "the-room", id: id, event: event).jsonFrame
    let headerBytes = frame.bytes[1] < 126 ? 2 : 4
    return try JSONValue(parsing: Array(frame.bytes.dropFirst(headerBytes)))
  }
}
