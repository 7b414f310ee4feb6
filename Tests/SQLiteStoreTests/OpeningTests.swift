import Application
import Ledger
import SQLiteStore
import Testing

@testable import SQLiteStore

@Suite struct OpeningTests {
  @Test func `a folder has one owner at a time`() throws {
    let folder = try TemporaryFolder()
    do {
      let store = try folder.store()
      let error = #expect(throws: StoreError.self) { try folder.store() }
      guard case .ownedByAnotherProcess(let words) = error else {
        Issue.record("a second owner got \(String(describing: error))")
        return
      }
      #expect(words.contains("ovation.lock"))
      #expect(try store.heads().isEmpty)
    }
    _ = try folder.store()
  }

  @Test func `a writer or projections keep the folder locked`() throws {
    let folder = try TemporaryFolder()
    do {
      let writer = try folder.store().openWriter(acceptingLoss: false)
      #expect(throws: StoreError.self) { try folder.store() }
      #expect(writer.head.epoch == 1)
    }
    do {
      let projections = try folder.store().openProjections()
      #expect(throws: StoreError.self) { try folder.store() }
      #expect(try projections.checkpoint() == JournalCheckpoint())
    }
    _ = try folder.store()
  }

  @Test func `a folder that does not exist is unavailable`() throws {
    let folder = try TemporaryFolder()
    guard
      case .unavailable = #expect(
        throws: StoreError.self,
        performing: {
          try SQLiteStore(folder: folder.file("missing"), clock: StillClock())
        })
    else {
      Issue.record("the store was opened")
      return
    }
  }

  @Test func `a file that is no database is corrupt`() throws {
    let folder = try TemporaryFolder()
    try folder.put(Array("This is no database, but a letter. ".utf8), as: "ovation.db")
    guard case .corrupt = #expect(throws: StoreError.self, performing: { try folder.store() })
    else {
      Issue.record("the store was opened")
      return
    }
  }

  @Test func `a newer schema is refused`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.store()
    let known = Migration.all.count
    try SQLiteConnection(folder.file("ovation.db")).execute(
      "INSERT INTO migration VALUES (\(known + 1), 'from the future', 1, 1)")
    #expect(throws: StoreError.schemaTooNew(found: known + 1, known: known)) {
      try folder.store()
    }
  }

  @Test func `a migration that was edited is refused`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.store()
    try SQLiteConnection(folder.file("ovation.db")).execute("UPDATE migration SET hash = hash + 1")
    guard case .corrupt = #expect(throws: StoreError.self, performing: { try folder.store() })
    else {
      Issue.record("the store was opened")
      return
    }
  }

  @Test func `migrations are numbered without gaps and their texts never change`() {
    #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
    #expect(
      Migration.all.map(\.checksum) == [
        146_892_933_234_861_882, 3_157_286_387_962_828_125, 4_042_521_859_207_314_325,
        -7_842_597_015_495_643_475, -2_597_087_889_123_280_842,
      ])
  }

  @Test func `a migration runs forward on data, and once`() throws {
    let folder = try TemporaryFolder()
    do {
      let store = try folder.store()
      let script = Script(writer: try store.openWriter(acceptingLoss: false))
      for _ in 0..<5 { try script.next() }
    }
    let connection = try SQLiteConnection(folder.file("ovation.db"))
    let next = Migration(
      number: Migration.all.count + 1, name: "marks",
      sql: "CREATE TABLE mark (id INTEGER); INSERT INTO mark SELECT id FROM writer")
    let schema = Schema(of: connection, known: Migration.all + [next])
    for _ in 0..<2 { try schema.migrate(at: StillClock().now()) }
    var marks = 0
    try connection.prepare("SELECT id FROM mark").forEach { _ in marks += 1 }
    #expect(marks == 1)
    #expect(throws: StoreError.self) { try folder.store() }
  }

  @Test func `a migration that fails leaves nothing behind`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.store()
    let connection = try SQLiteConnection(folder.file("ovation.db"))
    let broken = Migration(
      number: Migration.all.count + 1, name: "broken",
      sql: "CREATE TABLE half (id INTEGER); INSERT INTO nowhere")
    #expect(throws: StoreError.self) {
      try Schema(of: connection, known: Migration.all + [broken]).migrate(
        at: StillClock().now())
    }
    #expect(throws: StoreError.self) { try connection.prepare("SELECT * FROM half") }
    _ = try folder.store()
  }
}
