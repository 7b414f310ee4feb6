import Application
import Ledger
import Monetization
import Money
import TestKit
import Testing

@Suite struct JournalVerifierTests {
  private static func fault(in store: any Store) throws -> VerificationFault? {
    var verifier = JournalVerifier(store: store, hashing: ChainSHA256())
    return try verifier.verify().fault
  }

  /// Six entries that open the books, then three gifts with messages.
  private static func fixture() throws -> LaneFixture {
    let fixture = try LaneFixture()
    try fixture.accept((0..<3).map { _ in fixture.send(3, message: "For you") })
    return fixture
  }

  private static func position(_ sequence: Int64) -> EntryPosition {
    EntryPosition(writer: .first, sequence: sequence)
  }

  /// The identifier of the transaction of an entry.
  private static func transaction(_ sequence: Int64, in store: any Store) throws -> TransactionID {
    let entry = try store.journalEntry(at: position(sequence))
    return try #require(entry.transactions.first).id
  }

  @Test func `books that are whole have no fault`() throws {
    let fixture = try Self.fixture()
    var verifier = JournalVerifier(store: fixture.store, hashing: ChainSHA256())
    let report = try verifier.verify()
    #expect(report.isOK && report.entries == 9 && report.transactions == 4)
    #expect(report.postings == 14 && report.accounts == 4)
    #expect(try Self.fault(in: InMemoryStore()) == nil)
  }

  @Test func `any byte of the journal that changes is found in its entry`() throws {
    let fixture = try Self.fixture()
    let entries = try fixture.store.entries(of: .first, after: 0, limit: 100)
    for (index, entry) in entries.enumerated() {
      for place in entry.bytes.indices {
        var bytes = entry.bytes
        bytes[place] ^= 1 << UInt8(place % 8)
        let altered = StoredEntry(position: entry.position, bytes: bytes, hash: entry.hash)
        var store = AlteredStore(base: fixture.store)
        store.alterEntries = { entries in
          var copy = entries
          copy[index] = altered
          return copy
        }
        let fault = try Self.fault(in: store)
        guard case .brokenChain(entry.position, _)? = fault else {
          Issue.record("byte \(place) of entry \(index + 1): \(String(describing: fault))")
          return
        }
      }
    }
  }

  @Test func `a hash that changes is found, and names the first transaction`() throws {
    let fixture = try Self.fixture()
    var store = AlteredStore(base: fixture.store)
    store.alterEntries = { entries in
      var copy = entries
      copy[7] = StoredEntry(position: copy[7].position, bytes: copy[7].bytes, hash: .genesis)
      return copy
    }
    let first = try Self.transaction(8, in: fixture.store)
    #expect(
      try Self.fault(in: store)
        == .brokenChain(Self.position(8), firstTransaction: first))
  }

  @Test func `an entry that is gone is missing`() throws {
    let fixture = try Self.fixture()
    var store = AlteredStore(base: fixture.store)
    store.alterEntries = { Array($0[..<4] + $0[5...]) }
    #expect(try Self.fault(in: store) == .missingEntry(Self.position(5)))
    store.alterEntries = { $0.dropLast() }
    #expect(try Self.fault(in: store) == .missingEntry(Self.position(9)))
    store.alterEntries = { _ in [] }
    #expect(try Self.fault(in: store) == .missingEntry(Self.position(1)))
  }

  @Test func `a head that is not the last entry is wrong`() throws {
    let fixture = try Self.fixture()
    let changes: [@Sendable (inout WriterHead) -> Void] = [
      { $0.hash = .genesis }, { $0.sequence -= 1 }, { $0.lastStamp = .zero },
    ]
    for change in changes {
      var store = AlteredStore(base: fixture.store)
      store.alterHead = { head in
        var copy = head
        change(&copy)
        return copy
      }
      #expect(try Self.fault(in: store) == .wrongHead(.first))
    }
  }

  @Test func `a head of an abandoned loss may remember a later stamp`() throws {
    let fixture = try Self.fixture()
    var store = AlteredStore(base: fixture.store)
    store.alterHead = { head in
      var copy = head
      copy.lastStamp = Stamp(rawValue: copy.lastStamp.rawValue + 5)
      return copy
    }
    #expect(try Self.fault(in: store) == nil)
  }

  /// A forger who mends the chain is found by what follows from what.
  @Test func `a forged posting is found though the chain is whole`() throws {
    let fixture = try Self.fixture()
    let id = try Self.transaction(8, in: fixture.store)
    let wallet = AccountKey(OwnerID(fixture.viewer), .wallet, .coin)
    func fault(_ change: @escaping @Sendable (Posting) -> Posting) throws -> VerificationFault? {
      var store = AlteredStore(base: fixture.store)
      store.alterEntries = { $0.forging(7) { $0.with { $0.account == wallet ? change($0) : $0 } } }
      return try Self.fault(in: store)
    }
    #expect(try fault { $0.with(quantity: -29) } == .imbalance(id))
    #expect(try fault { $0.with(balance: 941) } == .wrongPosting(id, wallet))
    #expect(try fault { $0.with(previous: EntryPosition.none) } == .wrongPosting(id, wallet))
    #expect(
      try fault { $0.with(previous: EntryPosition(writer: .first, sequence: 8)) }
        == .wrongPosting(id, wallet))
  }

  @Test func `a payment that no fact records is found though the postings balance`() throws {
    let fixture = try Self.fixture()
    let id = try Self.transaction(8, in: fixture.store)
    var store = AlteredStore(base: fixture.store)
    store.alterEntries = { entries in
      // The second gift's facts are left out, as if its split had never been.
      entries.forging(7) {
        JournalEntry(
          header: JournalEntry.Header(position: $0.position, epoch: $0.epoch, stamp: $0.stamp),
          actor: $0.actor, facts: [], transactions: $0.transactions, texts: $0.texts)
      }
    }
    #expect(try Self.fault(in: store) == .unrecordedPayment(id))
  }

  @Test func `an entry of another place is unreadable there`() throws {
    let fixture = try Self.fixture()
    var store = AlteredStore(base: fixture.store)
    store.alterEntries = { entries in
      entries.forging(6) {
        JournalEntry(
          header: JournalEntry.Header(
            position: EntryPosition(writer: .first, sequence: 70), epoch: $0.epoch,
            stamp: $0.stamp),
          actor: $0.actor, facts: $0.facts, transactions: $0.transactions, texts: $0.texts)
      }
    }
    #expect(try Self.fault(in: store) == .unreadableEntry(Self.position(7)))
  }

  @Test func `any byte of an account or a carry that changes is found`() throws {
    let fixture = try Self.fixture()
    var cells: [(OwnerID, StoredCell)] = []
    try fixture.store.forEachRow { (owner, cell) in cells.append((owner, cell)) }
    let derived = cells.filter { [.account, .carry].contains($0.1.slot.tag) }
    #expect(derived.count == 5)
    for (owner, cell) in derived {
      for place in cell.bytes.indices {
        var bytes = cell.bytes
        bytes[place] ^= 1
        let altered = StoredCell(slot: cell.slot, bytes: bytes)
        var store = AlteredStore(base: fixture.store)
        store.alterCell = { $0 == owner && $1.slot == altered.slot ? altered : $1 }
        #expect(try Self.fault(in: store) == Self.wrongRow(cell.slot, of: owner))
      }
      var store = AlteredStore(base: fixture.store)
      store.alterCell = { $0 == owner && $1.slot == cell.slot ? nil : $1 }
      #expect(try Self.fault(in: store) == Self.wrongRow(cell.slot, of: owner))
    }
  }

  private static func wrongRow(_ slot: RowSlot, of owner: OwnerID) throws -> VerificationFault {
    slot.tag == .account
      ? .wrongAccount(try AccountKey(owner, detail: slot.detail))
      : .wrongCarry(try CarryKey(owner, detail: slot.detail))
  }

  @Test func `a row with bytes too few or too many cannot be read`() throws {
    let fixture = try Self.fixture()
    let owner = OwnerID(fixture.viewer)
    let slot = RowSlot(.user)
    for change in [{ $0.dropLast() }, { $0 + [0] }] as [@Sendable ([UInt8]) -> [UInt8]] {
      var store = AlteredStore(base: fixture.store)
      store.alterCell = {
        $0 == owner && $1.slot == slot ? StoredCell(slot: slot, bytes: change($1.bytes)) : $1
      }
      #expect(try Self.fault(in: store) == .unreadableRow(owner, slot))
    }
  }

  @Test func `a text that changed is found, one that was erased is not missed`() throws {
    let fixture = try Self.fixture()
    var store = AlteredStore(base: fixture.store)
    store.alterTexts = { $0.map { $0.map { SealedText(salt: $0.salt, text: $0.text + "!") } } }
    guard case .wrongText(_, number: 0)? = try Self.fault(in: store) else {
      Issue.record("a changed text was not found")
      return
    }
    store.alterTexts = { $0.map { _ in nil } }
    #expect(try Self.fault(in: store) == nil)
    store.alterTexts = { _ in [] }
    guard case .wrongText(_, number: 0)? = try Self.fault(in: store) else {
      Issue.record("a missing text was not found")
      return
    }
  }

  @Test(arguments: 1...9)
  func `an entry that the store cannot read is named`(sequence: Int64) throws {
    let fixture = try Self.fixture()
    let store = UnreadableStore(base: fixture.store, sequence: sequence)
    #expect(try Self.fault(in: store) == .unreadableEntry(Self.position(sequence)))
  }

  @Test func `the first account beyond rows that the store cannot read is named`() throws {
    let fixture = try Self.fixture()
    var accounts: [(row: Int, key: AccountKey)] = []
    var row = 0
    try fixture.store.forEachRow { owner, cell in
      if cell.slot.tag == .account, let key = try? AccountKey(owner, detail: cell.slot.detail) {
        accounts.append((row, key))
      }
      row += 1
    }
    #expect(accounts.count == 4)
    for readable in 0...(accounts.last?.row ?? 0) {
      let store = UnreadableStore(base: fixture.store, rows: readable)
      let first = try #require(accounts.first { $0.row >= readable })
      #expect(try Self.fault(in: store) == .wrongAccount(first.key))
    }
  }

  @Test func `damage beyond all that is derived is still an error`() throws {
    let fixture = try Self.fixture()
    var rows = 0
    try fixture.store.forEachRow { _, _ in rows += 1 }
    let store = UnreadableStore(base: fixture.store, rows: rows)
    #expect(throws: StoreError.self) { try Self.fault(in: store) }
  }
}
