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
    let refusal = Refusal.wallet(.insufficientBalance(required: 2_000, balance: 1_000))
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
    arguments: [
      (30, 0, nil), (30, 1, .idempotencyKeyExpired), (31, 0, .idempotencyKeyExpired),
      (-1, 0, nil), (-1, -1, .idempotencyKeyAhead), (-40, 0, .idempotencyKeyAhead),
    ] as [(Int64, Int64, EngineFailure?)])
  func `a time-ordered key ends when answers do, and begins with its day`(
    days: Int64, milliseconds: Int64, failure: EngineFailure?
  ) throws {
    let fixture = try LaneFixture()
    let made = fixture.clock.now().advanced(
      byMilliseconds: -days * Timestamp.millisecondsPerDay - milliseconds)
    let key = IdempotencyKey(
      scope: OwnerID(rawValue: 5), value: UInt128(made.milliseconds) << 80 | 7 << 76 | 2 << 62 | 1,
      isUUID: true)
    let request = CommandRequest(
      fixture.send(), actor: .global,
      idempotency: CommandRequest.Idempotency(key: key, fingerprint: 1))
    #expect(key.madeAt == made)
    let outcome = fixture.lane.process([request])[0]
    #expect(failure.map { outcome == .failed($0) } ?? (outcome.entry != nil), "\(outcome)")
  }

  @Test func `an answer that is known is given, however old its key`() throws {
    let fixture = try LaneFixture()
    let key = IdempotencyKey(
      scope: OwnerID(rawValue: 5),
      value: UInt128(fixture.clock.now().milliseconds) << 80 | 7 << 76 | 2 << 62,
      isUUID: true)
    let request = CommandRequest(
      fixture.send(), actor: .global,
      idempotency: CommandRequest.Idempotency(key: key, fingerprint: 1))
    _ = fixture.lane.process([request])
    fixture.clock.move(byMilliseconds: 40 * Timestamp.millisecondsPerDay)
    #expect(fixture.lane.process([request])[0].isReplay)
    #expect(!fixture.lane.purgeAnswers(), "one step is enough")
    #expect(fixture.lane.process([request]) == [.failed(.idempotencyKeyExpired)])
    #expect(try fixture.balance() == 990)
  }

  @Test func `answers are read back, and no part of them is one`() throws {
    let results: [StoredAnswer.Result] = [
      .entry(EntryPosition(writer: .first, sequence: 77)),
      .refused(.wallet(.insufficientBalance(required: 1, balance: 0))),
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

  /// Used at the end of its life, or by a client whose clock is a day ahead.
  @Test(arguments: [0, 29, -1] as [Int64])
  func `no answer goes while its key counts as new`(age: Int64) throws {
    let fixture = try LaneFixture()
    let day = Timestamp.millisecondsPerDay
    let made = fixture.clock.now().advanced(byMilliseconds: -age * day)
    let key = IdempotencyKey(
      scope: OwnerID(rawValue: 5), value: UInt128(made.milliseconds) << 80 | 7 << 76 | 2 << 62,
      isUUID: true)
    let request = CommandRequest(
      fixture.send(), actor: .global,
      idempotency: CommandRequest.Idempotency(key: key, fingerprint: 1))
    var outcomes: [Outcome] = []
    for _ in age...32 {
      _ = fixture.lane.purgeAnswers()
      outcomes += fixture.lane.process([request])
      fixture.clock.move(byMilliseconds: day)
    }
    #expect(outcomes.first?.entry != nil && outcomes.first?.isReplay == false)
    #expect(outcomes.dropFirst().prefix(Int(31 - age)).allSatisfy { $0.isReplay })
    #expect(outcomes.last == .failed(.idempotencyKeyExpired))
    #expect(try fixture.balance() == 990)
  }

  private static func stored(_ key: IdempotencyKey) -> [UInt8] {
    let bytes = key.storedBytes
    return (0..<key.storedLength).map { bytes[$0] }
  }

  private static func key(
    _ value: UInt128, apiKey: APIKeyID? = nil, isUUID: Bool = true
  ) -> IdempotencyKey {
    IdempotencyKey(scope: .global, apiKey: apiKey, value: value, isUUID: isUUID)
  }

  @Test func `time-ordered keys are stored in their order, before all others`() {
    let seven: UInt128 = 7 << 76 | 2 << 62
    let keys = [
      Self.key(seven | 1 << 80), Self.key(seven | 1 << 80, apiKey: APIKeyID(1)),
      Self.key(seven | 1 << 80 | 1), Self.key(seven | 2 << 80, apiKey: APIKeyID(.max)),
      Self.key(seven | ((1 << 48 - 1) << 80)), Self.key(0, isUUID: false),
      Self.key(.max, isUUID: false), Self.key(7 << 76), Self.key(4 << 76 | 2 << 62),
    ].map(Self.stored)
    for (one, next) in zip(keys, keys.dropFirst()) where one.first == next.first {
      #expect(one.first == 3 || one.lexicographicallyPrecedes(next))
    }
    #expect(keys.map(\.first) == [1, 1, 1, 1, 1, 2, 2, 3, 3])
    #expect(Set(keys).count == keys.count)
    for bytes in keys {
      let read = IdempotencyKey(storedBytes: bytes, scope: .global)
      #expect(read.map(Self.stored) == bytes)
      for wrong in (0...4 as ClosedRange<UInt8>) where wrong != bytes[0] {
        let other = IdempotencyKey(storedBytes: [wrong] + bytes.dropFirst(), scope: .global)
        #expect(other.map { Self.stored($0)[0] == wrong } != false, "a key has one stored form")
      }
      #expect(IdempotencyKey(storedBytes: Array(bytes.dropLast()), scope: .global) == nil)
    }
    #expect(keys.map(\.count) == [17, 25, 17, 25, 17, 17, 17, 17, 17])
  }

  @Test(
    arguments: [
      (0, [1, 0, 0, 0, 0, 0, 0]), (-1, [1, 0, 0, 0, 0, 0, 0]),
      (0x0102_0304_0506, [1, 1, 2, 3, 4, 5, 6]),
      (1 << 48 - 1, [1, 255, 255, 255, 255, 255, 255]), (1 << 48, [2]), (.max, [2]),
    ] as [(Int64, [UInt8])])
  func `a time bounds the keys before it`(milliseconds: Int64, bound: [UInt8]) {
    #expect(IdempotencyKey.storedBound(at: Timestamp(milliseconds: milliseconds)) == bound)
    guard (1..<1 << 48).contains(milliseconds) else { return }
    let first = UInt128(milliseconds) << 80 | 7 << 76 | 2 << 62
    let last = first - 1 << 80 | (1 << 76 - 1) & ~(1 << 62)
    #expect(bound.lexicographicallyPrecedes(Self.stored(Self.key(first))))
    #expect(Self.stored(Self.key(last)).lexicographicallyPrecedes(bound))
  }
}
