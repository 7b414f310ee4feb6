import Application
import Ledger
import Monetization
import Money
import TestKit
import Testing

/// Journals with entries of version 1, which bind no rows.
@Suite struct SilentEntryTests {
  /// The books as the first version of entries had written them.
  private static func old(_ fixture: LaneFixture) throws -> AlteredStore {
    var store = AlteredStore(base: fixture.store)
    let silent: @Sendable ([StoredEntry]) -> [StoredEntry] = { entries in
      entries.indices.reduce(entries) { entries, index in
        entries.forging(index) {
          JournalEntry(
            header: JournalEntry.Header(position: $0.position, epoch: $0.epoch, stamp: $0.stamp),
            actor: $0.actor, facts: $0.facts, transactions: $0.transactions, texts: $0.texts)
        }
      }
    }
    let last = silent(try fixture.store.entries(of: .first, after: 0, limit: 1_000)).last
    let hash = try #require(last).hash
    store.alterEntries = silent
    store.alterHead = { head in
      var copy = head
      copy.hash = hash
      return copy
    }
    store.alterCell = { StoredCell(slot: $1.slot, bytes: $1.bytes) }
    store.forgetsNameSalts = true
    return store
  }

  private static func report(of store: any Store) throws -> VerificationReport {
    var verifier = JournalVerifier(store: store, hashing: ChainSHA256())
    return try verifier.verify()
  }

  @Test func `old books balance, and say how much nothing binds`() throws {
    let fixture = try LaneFixture()
    _ = fixture.lane.process([fixture.request(fixture.send(), key: 1)])
    let report = try Self.report(of: Self.old(fixture))
    #expect(report.isOK, "\(String(describing: report.fault))")
    // Two users, a creator and a gift; two names; an answer.
    #expect(report.notBound == 7)
    #expect(report.rows == 0 && report.names == 0 && report.answers == 0)
  }

  @Test func `what came after the last old entry must be bound`() throws {
    let fixture = try LaneFixture()
    var store = try Self.old(fixture)
    let newest = try fixture.store.heads()[0].lastStamp.rawValue
    let gift = OwnerID(fixture.gift)
    let made = try #require(try fixture.store.rows(of: gift).first)
    let cell = StoredCell(slot: made.slot, bytes: made.bytes)
    for (owner, isFound) in [(newest - 1, false), (newest, false), (newest + 1, true)] {
      store.inventedRows = [(OwnerID(rawValue: owner), cell)]
      let found = try Self.report(of: store).fault
      #expect((found?.row?.owner.rawValue == owner) == isFound, "\(owner - newest)")
    }
  }
}
