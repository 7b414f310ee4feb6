import Application
import Ledger
import Monetization
import Money
import TestKit
import Testing

/// Rows and names match the entries that bind them, in both directions.
@Suite struct BoundTablesTests {
  private static func report(
    of store: any Store, now: Timestamp? = nil
  ) throws -> VerificationReport {
    var verifier = JournalVerifier(store: store, hashing: ChainSHA256(), now: now)
    return try verifier.verify()
  }

  private static func fault(in store: any Store) throws -> VerificationFault? {
    try report(of: store).fault
  }

  /// Books with a row of most kinds: three gifts under keys, a limited gift, settings, a key.
  private static func fixture() throws -> LaneFixture {
    let fixture = try LaneFixture()
    let appearance = GiftAppearance(
      name: "Crown", description: "", category: .badge, rarity: .legendary)
    var crown = Gift(id: GiftID(0), appearance: appearance, coinPrice: Coins(10))
    crown.remaining = 5
    let made = try fixture.accept([
      .saveGift(SaveGift(id: nil, gift: crown)), .saveSettings(SaveSettings(settings: .initial)),
      .createAPIKey(CreateAPIKey(name: "server", digest: "00ff", scopes: .users)),
      .createStream(
        CreateStream(
          creator: fixture.creator, title: "Live", viewersMax: nil, scheduledAt: nil)),
      .createPurchase(
        CreatePurchase(
          user: fixture.viewer, goods: .custom(Coins(100)), gateway: .sandbox, returnURL: nil)),
    ])
    let limited = SendGift(
      sender: fixture.viewer, receiver: fixture.creator, gift: GiftID(made[0].stamp.rawValue),
      quantity: 2)
    try fixture.accept([.sendGift(limited)])
    for key in 1...3 as ClosedRange<UInt64> {
      _ = fixture.lane.process([fixture.request(fixture.send(), key: key)])
    }
    return fixture
  }

  private static func cells(of store: any Store) throws -> [(owner: OwnerID, cell: StoredCell)] {
    var cells: [(OwnerID, StoredCell)] = []
    try store.forEachRow { (owner, cell) in cells.append((owner, cell)) }
    return cells
  }

  @Test func `everything beside the journal is counted`() throws {
    let fixture = try Self.fixture()
    let report = try Self.report(of: fixture.store)
    #expect(report.isOK && report.notBound == 0)
    #expect(report.answers == 3 && report.names == 3)
    let bound = try Self.cells(of: fixture.store).filter { $0.cell.slot.tag?.isBound == true }
    #expect(report.rows == Int64(bound.count))
    #expect(Set(bound.compactMap(\.cell.slot.tag)).count == 8)
  }

  @Test func `any byte of any row that changes is found, and its row is named`() throws {
    let fixture = try Self.fixture()
    for (owner, cell) in try Self.cells(of: fixture.store) {
      for place in cell.bytes.indices {
        var bytes = cell.bytes
        bytes[place] ^= 1
        let altered = StoredCell(slot: cell.slot, bytes: bytes, salt: cell.salt)
        var store = AlteredStore(base: fixture.store)
        store.alterCell = { $0 == owner && $1.slot == altered.slot ? altered : $1 }
        let fault = try Self.fault(in: store)
        let expected = RowPlace(owner: owner, slot: cell.slot)
        #expect(fault?.row == expected, "byte \(place): \(String(describing: fault))")
      }
    }
  }

  @Test func `a row that is gone, has another salt, or was made up is named`() throws {
    let fixture = try Self.fixture()
    for (owner, cell) in try Self.cells(of: fixture.store) {
      let place = RowPlace(owner: owner, slot: cell.slot)
      var store = AlteredStore(base: fixture.store)
      store.alterCell = { $0 == owner && $1.slot == place.slot ? nil : $1 }
      #expect(try Self.fault(in: store)?.row == place)
      store.alterCell = { $1 }
      let other = OwnerID(rawValue: owner.rawValue ^ 2)
      store.inventedRows = [(other, cell)]
      #expect(try Self.fault(in: store)?.row == RowPlace(owner: other, slot: cell.slot))
      guard cell.slot.tag?.isBound == true else { continue }
      store.inventedRows = []
      for salt in [nil, ChainHash.genesis] {
        let altered = StoredCell(slot: cell.slot, bytes: cell.bytes, salt: salt)
        store.alterCell = { $0 == owner && $1.slot == altered.slot ? altered : $1 }
        #expect(try Self.fault(in: store)?.row == place)
      }
    }
  }

  @Test func `an earlier version of a row is not the newest one`() throws {
    let fixture = try LaneFixture()
    let owner = OwnerID(fixture.viewer)
    let before = try #require(
      try Self.cells(of: fixture.store).first { $0.owner == owner && $0.cell.slot.tag == .user })
    let entry = try fixture.accept([
      .setUserStanding(SetUserStanding(user: fixture.viewer, isSuspended: true))
    ])
    var store = AlteredStore(base: fixture.store)
    store.alterCell = { $0 == owner && $1.slot == before.cell.slot ? before.cell : $1 }
    #expect(
      try Self.fault(in: store)
        == .wrongRow(owner, before.cell.slot, leftBy: entry[0].position))
  }

  @Test func `a name that is gone, changed, another's or made up is found`() throws {
    let fixture = try Self.fixture()
    let name = UniqueName(.user, "viewer")
    let (viewer, creator) = (OwnerID(fixture.viewer), OwnerID(fixture.creator))
    let first = EntryPosition(writer: .first, sequence: 1)
    var store = AlteredStore(base: fixture.store)
    store.alterName = { $0 == name ? nil : ($0, $1) }
    #expect(try Self.fault(in: store) == .missingName(viewer, claimedBy: first))
    let other = UniqueName(.user, "somebody")
    store.alterName = { ($0 == name ? other : $0, $1) }
    #expect(try Self.fault(in: store) == .strayName(other, viewer))
    store.alterName = { ($0, $0 == name ? creator : $1) }
    #expect(try Self.fault(in: store) == .strayName(name, creator))
    store.alterName = { ($0, $1) }
    store.inventedNames = [(other, viewer)]
    #expect(try Self.fault(in: store) == .strayName(other, viewer))
  }

  @Test func `an answer that is gone, changed or made up is found`() throws {
    let fixture = try Self.fixture()
    let head = try fixture.store.heads()[0]
    let position = EntryPosition(writer: .first, sequence: head.sequence)
    var store = AlteredStore(base: fixture.store)
    store.alterAnswer = { $1.result == .entry(position) ? nil : ($0, $1) }
    #expect(try Self.fault(in: store) == .missingAnswer(position))
    let changes: [@Sendable (inout IdempotencyKey, inout StoredAnswer) -> Void] = [
      { key, _ in key = IdempotencyKey(scope: key.scope, value: 77, isUUID: false) },
      { key, _ in key = IdempotencyKey(scope: .global, value: key.value, isUUID: false) },
      { key, _ in key = IdempotencyKey(scope: key.scope, value: key.value, isUUID: true) },
      { $1 = StoredAnswer(fingerprint: 9, at: $1.at, result: $1.result) },
      { _, answer in
        answer = StoredAnswer(
          fingerprint: answer.fingerprint, at: Timestamp(milliseconds: 5), result: answer.result)
      },
    ]
    for change in changes {
      store.alterAnswer = { key, answer in
        var changed = (key: key, answer: answer)
        if answer.result == .entry(position) { change(&changed.key, &changed.answer) }
        return changed
      }
      #expect(try Self.fault(in: store) == .wrongAnswer(position))
    }
  }

  @Test func `an answer that names another entry, or none that exists, is found`() throws {
    let fixture = try Self.fixture()
    for sequence in [1, 2, 999] as [Int64] {
      let named = EntryPosition(writer: .first, sequence: sequence)
      var store = AlteredStore(base: fixture.store)
      store.alterAnswer = { key, answer in
        let other = StoredAnswer(
          fingerprint: answer.fingerprint, at: answer.at, result: .entry(named))
        return (key, other)
      }
      #expect(try Self.fault(in: store) == .wrongAnswer(named))
    }
  }

  /// An answer may go thirty days after its entry, or its key, was made; not earlier.
  @Test(arguments: [(29, 0, false), (31, 0, true), (3, 28, true), (1, 28, false)])
  func `an answer that is older than it is kept is not missed`(
    days: Int64, keyDays: Int64, mayBeGone: Bool
  ) throws {
    let fixture = try LaneFixture()
    let made = fixture.clock.now().advanced(
      byMilliseconds: -keyDays * Timestamp.millisecondsPerDay)
    let key = IdempotencyKey(
      scope: OwnerID(rawValue: 5), value: UInt128(made.milliseconds) << 80 | 7 << 76 | 2 << 62,
      isUUID: true)
    let outcome = fixture.lane.process([
      CommandRequest(
        fixture.send(), actor: .global,
        idempotency: CommandRequest.Idempotency(key: key, fingerprint: 1))
    ])[0]
    let entry = try #require(outcome.entry)
    fixture.clock.move(byMilliseconds: days * Timestamp.millisecondsPerDay)
    var store = AlteredStore(base: fixture.store)
    store.alterAnswer = { _, _ in nil }
    let expected = mayBeGone ? nil : VerificationFault.missingAnswer(entry.position)
    #expect(try Self.report(of: store, now: fixture.clock.now()).fault == expected)
    // The time of the newest entry says the same.
    try fixture.accept([fixture.adjust(1)])
    #expect(try Self.fault(in: store) == expected)
    #expect(try Self.report(of: fixture.store).answers == 1)
  }

  @Test func `a text of an entry that has none, and a loss that never was, are found`() throws {
    let fixture = try Self.fixture()
    let first = EntryPosition(writer: .first, sequence: 1)
    var store = AlteredStore(base: fixture.store)
    store.inventedTexts = [first]
    #expect(try Self.fault(in: store) == .strayText(first))
    store.inventedTexts = []
    let hash = try #require(try fixture.store.entry(at: first)).hash
    store.inventedLosses = [
      AcceptedLoss(writer: .first, epoch: 1, sequence: 1, hash: hash),
      AcceptedLoss(writer: .first, epoch: 1, sequence: 0, hash: .genesis),
    ]
    #expect(try Self.fault(in: store) == nil)
    for (epoch, sequence) in [(1, 2), (2, 1), (1, 999)] as [(Int64, Int64)] {
      store.inventedLosses = [
        AcceptedLoss(writer: .first, epoch: epoch, sequence: sequence, hash: hash)
      ]
      #expect(try Self.fault(in: store) == .wrongLoss(epoch: epoch))
    }
  }

  @Test func `a combo that was forgotten is found in the row, then in the next gift`() throws {
    let forgetful: Lane.Rules = { command, state, moment in
      let decision = decide(command, in: state, at: moment)
      guard case .accept(var delta) = decision else { return decision }
      delta.rows = delta.rows.map {
        if case .sender(let row) = $0 { .sender(Sender(UserID(row.key.rawValue))) } else { $0 }
      }
      return .accept(delta)
    }
    let fixture = try LaneFixture(rules: forgetful)
    try fixture.accept([fixture.send()])
    #expect(try Self.fault(in: fixture.store) == .wrongSender(OwnerID(fixture.viewer)))
    let entry = try fixture.accept([fixture.send()])[0]
    #expect(try Self.fault(in: fixture.store) == .wrongCombo(entry.transactions[0].id))
  }
}

extension VerificationFault {
  /// The row that is wrong.
  var row: RowPlace? {
    switch self {
    case .wrongRow(let owner, let slot, _), .strayRow(let owner, let slot),
      .unreadableRow(let owner, let slot):
      RowPlace(owner: owner, slot: slot)
    case .wrongSender(let owner): RowPlace(owner: owner, slot: RowSlot(.sender))
    case .wrongAccount(let key):
      RowPlace(owner: key.owner, slot: RowSlot(.account, detail: key.detail))
    case .wrongCarry(let key):
      RowPlace(owner: key.creator, slot: RowSlot(.carry, detail: key.detail))
    default: nil
    }
  }
}
