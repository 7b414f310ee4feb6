import Application
import Ledger
import Monetization
import Money
import TestKit
import Testing

@testable import SQLiteStore

/// Stored accounts and carried fractions from the time when they had no version.
@Suite struct VersionMigrationTests {
  private static let owner = OwnerID(rawValue: 5)
  private static let wallet = AccountKey(owner, .wallet, .coin)
  private static let carry = CarryKey(owner, .gift, .coin)

  /// As they stood in databases: balance 970 of 1,000 that came in, and half a coin.
  private static let frozen: [(slot: RowSlot, bytes: [UInt8])] = [
    (
      RowSlot(.account, detail: wallet.detail),
      [148, 15, 208, 15, 130, 128, 128, 128, 128, 128, 128, 1, 20, 0, 0]
    ),
    (RowSlot(.carry, detail: carry.detail), [128, 128, 217, 185, 222, 151, 8]),
  ]

  @Test func `rows from before are read as what they were`() throws {
    let folder = try TemporaryFolder()
    let connection = try SQLiteConnection(folder.file("ovation.db"))
    let old = Array(Migration.all.prefix(4))
    try Schema(of: connection, known: old).migrate(at: StillClock().now())
    let insert = try connection.prepare("INSERT INTO state VALUES (5, ?1, ?2, NULL)")
    for (slot, bytes) in Self.frozen {
      insert.bind(slot.rawValue, at: 1)
      try insert.bind(bytes, at: 2) { () throws(StoreError) in try insert.run() }
    }
    let state = try folder.store().state(of: [Self.owner])
    let account = state.account(Self.wallet)
    #expect(account.balance == 970 && account.inflow == 1_000)
    #expect(account.lastStamp == Stamp(rawValue: 10))
    #expect(state.carries[Self.carry]?.carry == Carry(parts: Carry.scale / 2))
  }
}
