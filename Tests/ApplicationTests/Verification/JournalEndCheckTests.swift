import Application
import Ledger
import Monetization
import TestKit
import Testing

@Suite struct JournalEndCheckTests {
  private static func fault(in store: any Store) throws -> VerificationFault? {
    try JournalEndCheck(store: store, hashing: ChainSHA256()).run()
  }

  /// Six entries that open the books, then three gifts.
  private static func fixture() throws -> LaneFixture {
    let fixture = try LaneFixture()
    try fixture.accept((0..<3).map { _ in fixture.send(3) })
    return fixture
  }

  private static func position(_ sequence: Int64) -> EntryPosition {
    EntryPosition(writer: .first, sequence: sequence)
  }

  @Test func `an end that is whole has no fault, and neither has an empty store`() throws {
    #expect(try Self.fault(in: Self.fixture().store) == nil)
    #expect(try Self.fault(in: InMemoryStore()) == nil)
  }

  @Test func `a changed, a lost and a surplus entry are found`() throws {
    var store = AlteredStore(base: try Self.fixture().store)
    store.alterEntries = { entries in
      var changed = entries
      var bytes = entries[7].bytes
      bytes[12] ^= 1
      changed[7] = StoredEntry(position: entries[7].position, bytes: bytes, hash: entries[7].hash)
      return changed
    }
    guard case .brokenChain(Self.position(8), _)? = try Self.fault(in: store) else {
      Issue.record("a changed entry passed")
      return
    }
    store.alterEntries = { Array($0.dropLast()) }
    #expect(try Self.fault(in: store) == .missingEntry(Self.position(9)))
    store.alterEntries = { Array($0.prefix(6) + $0.dropFirst(7)) }
    #expect(try Self.fault(in: store) == .missingEntry(Self.position(7)))
    store.alterEntries = { $0 }
    store.alterHead = { head in
      var older = head
      older.sequence -= 1
      return older
    }
    #expect(try Self.fault(in: store) == .wrongHead(.first))
  }

  @Test func `an account that is not where its newest posting left it is found`() throws {
    let fixture = try Self.fixture()
    let entry = try fixture.store.journalEntry(at: Self.position(9))
    for posting in try #require(entry.transactions.first).postings {
      var store = AlteredStore(base: fixture.store)
      let slot = RowSlot(.account, detail: posting.account.detail)
      store.alterCell = { owner, cell in
        owner == posting.account.owner && cell.slot == slot ? nil : cell
      }
      #expect(try Self.fault(in: store) == .wrongAccount(posting.account))
    }
  }

  @Test func `however long the journal is, a bounded part of it is read`() throws {
    let fixture = try Self.fixture()
    for _ in 0..<12 { try fixture.accept((0..<100).map { _ in fixture.adjust(1) }) }
    let calls = fixture.store.calls
    #expect(try Self.fault(in: fixture.store) == nil)
    #expect(try fixture.store.heads().first?.sequence == 1_209)
    // The heads, the entry before the end, the end, and the owners of the accounts that moved.
    #expect(fixture.store.calls - calls < 10)
  }
}
