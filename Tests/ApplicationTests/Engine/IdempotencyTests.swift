import Application
import Ledger
import Monetization
import TestKit
import Testing

@Suite struct IdempotencyTests {
  @Test func `a key has one effect in one batch, and the same answer`() throws {
    let fixture = try LaneFixture()
    let request = fixture.request(fixture.send(), key: 1)
    let outcomes = fixture.lane.process([request, request, request])
    #expect(outcomes.map(\.isReplay) == [false, true, true])
    #expect(Set(outcomes.compactMap { $0.entry?.position }).count == 1)
    #expect(outcomes[0].entry == outcomes[2].entry)
    #expect(try fixture.balance() == 990)
  }

  @Test func `a key has one effect across batches and restarts`() throws {
    let fixture = try LaneFixture()
    let request = fixture.request(fixture.send(message: "For you"), key: 1)
    let first = fixture.lane.process([request])[0]
    fixture.clock.move(byMilliseconds: 86_400_000)
    let second = fixture.lane.process([request])[0]
    let third = try fixture.restarted().process([request])[0]
    #expect(!first.isReplay && second.isReplay && third.isReplay)
    #expect(first.entry != nil && first.entry == second.entry && first.entry == third.entry)
    #expect(try fixture.balance() == 990)
  }

  @Test func `a refusal of the rules stays, though it would be accepted now`() throws {
    let fixture = try LaneFixture()
    let request = fixture.request(fixture.send(200), key: 1)
    let refusal = Refusal.insufficientBalance(required: 2_000, balance: 1_000)
    #expect(fixture.lane.process([request]) == [.refused(refusal, isReplay: false)])
    try fixture.accept([fixture.adjust(5_000)])
    #expect(fixture.lane.process([request]) == [.refused(refusal, isReplay: true)])
    #expect(try fixture.restarted().process([request]) == [.refused(refusal, isReplay: true)])
  }

  @Test func `what was only missing is looked up again`() throws {
    let fixture = try LaneFixture()
    let command = Command.setUserStanding(SetUserStanding(user: UserID(9), isAdmin: true))
    let request = fixture.request(command, key: 1)
    let refused = Outcome.refused(.notFound(.user), isReplay: false)
    #expect(fixture.lane.process([request]) == [refused])
    #expect(fixture.lane.process([request]) == [refused])
  }

  @Test func `a key of another request does nothing`() throws {
    let fixture = try LaneFixture()
    let first = fixture.request(fixture.send(), key: 1)
    let other = fixture.request(fixture.send(5), key: 1, fingerprint: 2)
    let reused = Outcome.failed(.idempotencyKeyReused)
    #expect(fixture.lane.process([first, other])[1] == reused)
    #expect(fixture.lane.process([other]) == [reused])
    #expect(try fixture.restarted().process([other]) == [reused])
    #expect(try fixture.balance() == 990)
  }

  @Test func `keys of different callers are different keys`() throws {
    let fixture = try LaneFixture()
    let requests = [5, 6].map { scope in
      CommandRequest(
        fixture.send(), actor: .global,
        idempotency: CommandRequest.Idempotency(
          key: IdempotencyKey(scope: OwnerID(rawValue: scope), value: 1, isUUID: false),
          fingerprint: 1))
    }
    #expect(fixture.lane.process(requests).map(\.isReplay) == [false, false])
  }

  @Test(
    arguments: [(30, 0, false), (30, 1, true), (31, 0, true), (-5, 0, false)]
      as [(Int64, Int64, Bool)])
  func `a time-ordered key ends when answers do`(
    days: Int64, milliseconds: Int64, isExpired: Bool
  ) throws {
    let fixture = try LaneFixture()
    let made = fixture.clock.now().advanced(
      byMilliseconds: -days * Timestamp.millisecondsPerDay - milliseconds)
    let key = IdempotencyKey(
      scope: OwnerID(rawValue: 5), value: UInt128(made.milliseconds) << 80 | 7 << 76 | 1,
      isUUID: true)
    let request = CommandRequest(
      fixture.send(), actor: .global,
      idempotency: CommandRequest.Idempotency(key: key, fingerprint: 1))
    #expect(key.madeAt == made)
    let outcome = fixture.lane.process([request])[0]
    #expect((outcome == .failed(.idempotencyKeyExpired)) == isExpired)
    #expect((outcome.entry != nil) == !isExpired)
  }

  @Test func `an answer that is known is given, however old its key`() throws {
    let fixture = try LaneFixture()
    let key = IdempotencyKey(
      scope: OwnerID(rawValue: 5),
      value: UInt128(fixture.clock.now().milliseconds) << 80 | 7 << 76, isUUID: true)
    let request = CommandRequest(
      fixture.send(), actor: .global,
      idempotency: CommandRequest.Idempotency(key: key, fingerprint: 1))
    _ = fixture.lane.process([request])
    fixture.clock.move(byMilliseconds: 40 * Timestamp.millisecondsPerDay)
    #expect(fixture.lane.process([request])[0].isReplay)
    fixture.lane.purgeAnswers()
    #expect(fixture.lane.process([request]) == [.failed(.idempotencyKeyExpired)])
    #expect(try fixture.balance() == 990)
  }

  @Test func `answers are read back, and no part of them is one`() throws {
    let results: [StoredAnswer.Result] = [
      .entry(EntryPosition(writer: .first, sequence: 77)),
      .refused(.insufficientBalance(required: 1, balance: 0)),
    ]
    for result in results {
      let answer = StoredAnswer(
        fingerprint: .max - 5, at: Timestamp(milliseconds: 1_800_000_000_000), result: result)
      var writer = ByteWriter()
      answer.encode(into: &writer)
      var reader = ByteReader(writer.bytes)
      #expect(try StoredAnswer(from: &reader) == answer)
      for length in 0..<writer.bytes.count {
        var short = ByteReader(Array(writer.bytes.prefix(length)))
        #expect(throws: DecodingFault.self) { try StoredAnswer(from: &short) }
      }
    }
  }

  @Test func `time-ordered keys are stored in their order`() {
    func bytes(_ value: UInt128) -> [UInt8] {
      let key = IdempotencyKey(scope: .global, value: value, isUUID: true)
      let stored = key.storedBytes
      return (0..<key.storedLength).map { stored[$0] }
    }
    #expect(bytes(1).lexicographicallyPrecedes(bytes(1 << 80)))
    #expect(bytes(1 << 80).lexicographicallyPrecedes(bytes(.max)))
    #expect(bytes(1).count == 17)
  }
}
