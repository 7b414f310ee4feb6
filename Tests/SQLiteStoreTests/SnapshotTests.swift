import Application
import Ledger
import SQLiteStore
import Testing

@testable import SQLiteStore

@Suite struct SnapshotTests {
  @Test func `a snapshot beside the owner is one moment, whatever is committed meanwhile`() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<5 { try script.next() }
    let snapshot = try SQLiteSnapshot(folder: folder.path)
    for _ in 0..<7 { try script.next() }
    #expect(try Script.count(in: snapshot) == 5)
    try snapshot.compareWithHead()
    #expect(try Script.count(in: store) == 12)
    #expect(try Script.count(in: SQLiteSnapshot(folder: folder.path)) == 12)
  }

  @Test func `a snapshot is kept while the log is copied, and writes nothing`() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<20 { try script.next(padding: 10_000) }
    let before = folder.bytes(of: "ovation.db-wal")
    let snapshot = try SQLiteSnapshot(folder: folder.path)
    #expect(try Script.count(in: snapshot) == 20)
    #expect(folder.bytes(of: "ovation.db-wal") == before)
    for _ in 0..<20 { try script.next(padding: 10_000) }
    let log = try SQLiteConnection.store(folder.file("ovation.db"), cacheKibibytes: 256).checkpoint(
      by: CopyPermit(onlyWriterCopies: ()))
    #expect(0 < log.copied && log.copied < log.pages, "what is newer stays in the log")
    #expect(try Script.count(in: snapshot) == 20)
    #expect(try Script.count(in: store) == 40)
  }

  @Test func `its connection cannot write`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.store()
    let connection = try SQLiteConnection.snapshot(folder.file("ovation.db"))
    #expect(throws: StoreError.self) { try connection.execute("DELETE FROM entry") }
    try connection.execute("PRAGMA query_only = OFF")
    #expect(throws: StoreError.self) { try connection.execute("DELETE FROM entry") }
  }

  @Test func `a head that is ahead of the moment is noticed`() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<3 { try script.next() }
    store.drain()
    let read = try HeadFile.newest(at: folder.file("ovation.head"))
    var known = try #require(read)
    known.head.sequence += 1
    known.commits += 1
    try HeadFile(folder.file("ovation.head")).store(known)
    let snapshot = try SQLiteSnapshot(folder: folder.path)
    #expect(throws: StoreError.behindHead(stored: 3, known: 4)) { try snapshot.compareWithHead() }
  }

  @Test func `a folder without a database stays as it is`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: StoreError.self) { try SQLiteSnapshot(folder: folder.path) }
    #expect(folder.bytes(of: "ovation.db").isEmpty)
  }

  @Test func `an older schema is not migrated`() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    try SQLiteConnection(folder.file("ovation.db")).execute("DELETE FROM migration")
    guard
      case .unavailable = #expect(
        throws: StoreError.self, performing: { try SQLiteSnapshot(folder: folder.path) })
    else {
      Issue.record("the snapshot was taken")
      return
    }
    #expect(try store.heads().isEmpty)
  }
}
