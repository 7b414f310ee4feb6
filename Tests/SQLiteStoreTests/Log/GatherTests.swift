import Application
import Foundation
import Ledger
import SQLiteStore
import Testing

@testable import SQLiteStore

/// After a clean stop `ovation.db` is complete without its log.
@Suite struct GatherTests {
  @Test func `the database alone has every commit`() throws {
    let (folder, copy) = (try TemporaryFolder(), try TemporaryFolder())
    let store = try folder.store()
    try Self.commit(20, to: store)
    #expect(!folder.bytes(of: "ovation.db-wal").isEmpty)
    try store.gather()
    #expect(folder.bytes(of: "ovation.db-wal").isEmpty)
    for name in ["ovation.db", "ovation.head"] { try copy.put(folder.bytes(of: name), as: name) }
    #expect(try Script.count(in: copy.store()) == 20)
    try copy.store().compareWithHead()
  }

  @Test func `a reader that needs older pages is told, and nothing is lost`() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    try Self.commit(1, to: store)
    let reader = try SQLiteSnapshot(folder: folder.path)
    try Self.commit(3, to: store, after: 1)
    guard case .unavailable = Self.failure(of: store) else {
      Issue.record("the log was copied under a reader")
      return
    }
    #expect(try reader.heads().first?.sequence == 1)
    #expect(try Script.count(in: store) == 4)
  }

  @Test func `a reader of the newest pages does not hinder`() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    try Self.commit(3, to: store)
    let reader = try SQLiteSnapshot(folder: folder.path)
    try store.gather()
    #expect(try reader.heads().first?.sequence == 3)
  }

  private static func commit(_ count: Int, to store: SQLiteStore, after: Int64 = 0) throws {
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<count { try script.next() }
    #expect(script.writer.head.sequence == after + Int64(count))
  }

  private static func failure(of store: SQLiteStore) -> StoreError? {
    do throws(StoreError) {
      try store.gather()
      return nil
    } catch { return error }
  }
}
