import Ledger
import Monetization
import Testing

@testable import Realtime

@Suite struct DoorSessionTests {
  private let alice = UserID(1)
  private let bob = UserID(2)
  private let later = Stage.expiry

  @Test func `a join is looked up, then done`() {
    var session = session()
    #expect(session.received(join("a"), at: 0) == [.find(room: "a")])
    #expect(
      session.found(.open(Sample.room)) == [.join(Sample.room, name: "a", after: nil)])
    #expect(
      session.received(join("a", after: 4), at: 0) == [.join(Sample.room, name: "a", after: 4)])
    #expect(
      session.received(#"{"type":"leave","room":"a"}"#, at: 0) == [
        .leave(Sample.room), .left(room: "a"),
      ])
    #expect(session.received(#"{"type":"leave","room":"a"}"#, at: 0) == [.left(room: "a")])
  }

  @Test(arguments: [
    (RoomAnswer.unknown, DoorFault.notFound), (.unavailable, .storageUnavailable),
  ])
  func `a room that is not there is said`(answer: RoomAnswer, fault: DoorFault) {
    var session = session()
    _ = session.received(join("a"), at: 0)
    #expect(session.found(answer) == [.fail(fault, room: "a")])
  }

  @Test func `messages take effect in the client's order`() {
    var session = session()
    #expect(session.received(join("a"), at: 0) == [.find(room: "a")])
    #expect(session.received(#"{"type":"leave","room":"a"}"#, at: 0).isEmpty)
    #expect(session.received(#"{"type":"ping"}"#, at: 0).isEmpty)
    #expect(session.received(join("b"), at: 0).isEmpty)
    #expect(
      session.found(.open(Sample.room)) == [
        .join(Sample.room, name: "a", after: nil), .leave(Sample.room), .left(room: "a"), .pong,
        .find(room: "b"),
      ])
  }

  @Test func `a token opens the private feed`() {
    var session = session()
    #expect(
      session.received(join("me"), at: 0) == [.fail(.unauthenticated, room: "me")])
    #expect(session.received(auth("t"), at: 0) == [.authenticate(token: "t")])
    #expect(
      session.authenticated(.granted(alice, expiresAt: later)) == [.enter(alice, isAnswer: true)])
    #expect(
      session.received(join("me", after: 9), at: 0) == [.join(.feed(alice), name: "me", after: 9)])
  }

  @Test func `another person's token closes the first one's feed`() {
    var session = session()
    #expect(session.opened(as: alice, expiresAt: later) == [.enter(alice, isAnswer: false)])
    _ = session.received(auth("t"), at: 0)
    #expect(
      session.authenticated(.granted(bob, expiresAt: later)) == [
        .leave(.feed(alice)), .enter(bob, isAnswer: true),
      ])
  }

  @Test func `an expired token leaves public rooms only`() {
    var session = session()
    _ = session.opened(as: alice, expiresAt: Timestamp(milliseconds: 1_000))
    #expect(session.checkExpiry(at: Timestamp(milliseconds: 999)).isEmpty)
    #expect(
      session.checkExpiry(at: Timestamp(milliseconds: 1_000)) == [
        .leave(.feed(alice)), .fail(.unauthenticated, room: "me"),
      ])
    #expect(session.user == nil)
    #expect(session.received(join("me"), at: 0) == [.fail(.unauthenticated, room: "me")])
    #expect(session.checkExpiry(at: Timestamp(milliseconds: 2_000)).isEmpty)
  }

  @Test func `wrong tokens have an end`() {
    var session = session()
    var actions: [DoorSession.Action] = []
    for _ in 1...5 {
      _ = session.received(auth("wrong"), at: 0)
      actions += session.authenticated(.refused)
    }
    let refusal = DoorSession.Action.fail(.unauthenticated, room: nil)
    #expect(actions == [refusal, refusal, refusal, refusal, .close(.unauthenticated, code: 1008)])
  }

  @Test func `one connection has so many rooms`() {
    var limits = RealtimeLimits()
    limits.roomsMax = 2
    var session = DoorSession(limits: limits, at: 0)
    for name in ["a", "b"] {
      _ = session.received(join(name), at: 0)
      _ = session.found(.open(Sample.room))
    }
    _ = session.received(join("c"), at: 0)
    #expect(session.found(.open(Sample.room)) == [.fail(.capacityReached, room: "c")])
  }

  @Test func `too many messages, or too large ones, end the connection`() {
    var limits = RealtimeLimits()
    limits.messageBurst = 3
    limits.messagesPerSecond = 1
    var session = DoorSession(limits: limits, at: 0)
    for _ in 1...3 { #expect(session.received(#"{"type":"ping"}"#, at: 0) == [.pong]) }
    #expect(
      session.received(#"{"type":"ping"}"#, at: 999) == [.close(.rateLimited, code: 1008)])
    #expect(session.received(#"{"type":"ping"}"#, at: 2_000) == [.pong])
    let large = String(repeating: " ", count: 4_097)
    #expect(session.received(large, at: 9_000) == [.close(.payloadTooLarge, code: 1009)])
  }

  private func session() -> DoorSession { DoorSession(limits: RealtimeLimits(), at: 0) }

  private func join(_ room: String, after: Int64? = nil) -> String {
    #"{"type":"join","room":"\#(room)"\#(after.map { ",\"after\":\($0)" } ?? "")}"#
  }

  private func auth(_ token: String) -> String { #"{"type":"auth","token":"\#(token)"}"# }
}
