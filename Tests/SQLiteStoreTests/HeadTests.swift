import Application
import Foundation
import Ledger
import SQLiteStore
import Testing

@testable import SQLiteStore

@Suite struct HeadTests {
  /// A folder as a process that died left it: ten commits, all still in the log.
  private static func abandoned(commits: Int = 10) throws -> TemporaryFolder {
    let (folder, copy) = (try TemporaryFolder(), try TemporaryFolder())
    let store = try folder.store()
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<commits { try script.next() }
    store.drain()
    for name in ["ovation.db", "ovation.db-wal", "ovation.head"] {
      try copy.put(folder.bytes(of: name), as: name)
    }
    return copy
  }

  private static func openingError(_ folder: TemporaryFolder) throws -> StoreError? {
    let store = try folder.store()
    do throws(StoreError) {
      _ = try store.openWriter(acceptingLoss: false)
      return nil
    } catch { return error }
  }

  @Test func `a database with all its commits opens`() throws {
    let folder = try Self.abandoned()
    #expect(try Self.openingError(folder) == nil)
    #expect(try Script.count(in: folder.store()) == 10)
  }

  @Test func `a log that was removed is noticed`() throws {
    let folder = try Self.abandoned()
    try folder.remove("ovation.db-wal")
    let error = try Self.openingError(folder)
    #expect(error == .behindHead(stored: 0, known: 10))
  }

  @Test func `an older copy of all files but the head is noticed`() throws {
    let folder = try Self.abandoned()
    let older = try Self.abandoned(commits: 4)
    for name in ["ovation.db", "ovation.db-wal"] {
      try folder.put(older.bytes(of: name), as: name)
    }
    #expect(try Self.openingError(folder) == .behindHead(stored: 4, known: 10))
  }

  @Test func `with the loss accepted a new epoch remembers the abandoned head`() throws {
    let folder = try Self.abandoned()
    try folder.remove("ovation.db-wal")
    do {
      let store = try folder.store()
      let head = try store.openWriter(acceptingLoss: true).head
      #expect(head.epoch == 2)
      #expect(head.sequence == 0)
      #expect(head.lastStamp == Stamp(rawValue: 10), "no stamp of a lost entry is minted again")
    }
    #expect(try Self.openingError(folder) == nil, "the loss was accepted once and for all")
    let connection = try SQLiteConnection(folder.file("ovation.db"))
    var noted: [Int64] = []
    try connection.prepare("SELECT epoch, sequence, known_sequence FROM abandoned").forEach {
      for column in 0..<3 { noted.append($0.integer(at: Int32(column))) }
    }
    #expect(noted == [2, 0, 10])
  }

  @Test func `a lost answer is noticed, although it left the journal as it was`() throws {
    let folder = try Self.abandoned(commits: 3)
    // Opening, three entries and an answer.
    let known = try #require(HeadFile(folder.file("ovation.head")).newest)
    #expect(known.commits == 5)
    let connection = try SQLiteConnection(folder.file("ovation.db"))
    try connection.execute("UPDATE writer SET commits = commits - 1")
    #expect(try Self.openingError(folder) == .behindHead(stored: 3, known: 3))
  }

  @Test func `a missing head file is as bad as a loss`() throws {
    let folder = try Self.abandoned()
    try folder.remove("ovation.head")
    #expect(try Self.openingError(folder) == .headMissing(stored: 10))
    #expect(throws: StoreError.headMissing(stored: 10)) { try folder.store().compareWithHead() }
    _ = try folder.store().openWriter(acceptingLoss: true)
    #expect(try Self.openingError(folder) == nil)
    let losses = try folder.store().losses()
    #expect(losses.map(\.sequence) == [10], "what was accepted is recorded")
  }

  @Test func `entries without the writer's row are no empty database`() throws {
    let folder = try Self.abandoned()
    try folder.remove("ovation.head")
    try SQLiteConnection(folder.file("ovation.db")).execute("DELETE FROM writer")
    #expect(try Self.openingError(folder) == .headMissing(stored: 0))
  }

  @Test func `a folder without entries needs no head`() throws {
    let folder = try TemporaryFolder()
    try folder.store().compareWithHead()
    #expect(try Self.openingError(folder) == nil)
  }

  @Test(arguments: [
    "UPDATE writer SET hash = zeroblob(32)",
    "UPDATE writer SET sequence = 11; UPDATE entry SET hash = zeroblob(32)",
    "UPDATE writer SET sequence = 11; DELETE FROM entry",
  ])
  func `another journal than the head's is noticed`(change: String) throws {
    let folder = try Self.abandoned()
    try SQLiteConnection(folder.file("ovation.db")).execute(change)
    #expect(try Self.openingError(folder) == .contradictsHead(sequence: 10))
  }

  @Test(arguments: [0, 1])
  func `a torn slot leaves the other one`(slot: Int) throws {
    let folder = try Self.abandoned()
    var bytes = folder.bytes(of: "ovation.head")
    bytes[slot * 4_096 + 20] ^= 1
    try folder.put(bytes, as: "ovation.head")
    let newest = try #require(HeadFile(folder.file("ovation.head")).newest)
    #expect([9, 10].contains(newest.head.sequence))
    #expect(try Self.openingError(folder) == nil, "the database may be ahead of the head")
  }

  @Test func `a database that runs ahead of the head is opened`() throws {
    let folder = try Self.abandoned(commits: 9)
    let further = try Self.abandoned(commits: 10)
    for name in ["ovation.db", "ovation.db-wal"] {
      try folder.put(further.bytes(of: name), as: name)
    }
    #expect(try Self.openingError(folder) == nil)
  }

  @Test func `a head record is read as it was written, and not after a bit has changed`() throws {
    let head = WriterHead(
      writer: .first, epoch: 3, sequence: 1 << 47, hash: Script.hash(9),
      lastStamp: Stamp(rawValue: .max))
    let record = HeadRecord(head: head, commits: 77)
    #expect(HeadRecord(bytes: record.bytes[...]) == record)
    for bit in 0..<record.bytes.count * 8 {
      var bytes = record.bytes
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(HeadRecord(bytes: bytes[...]) == nil)
    }
  }
}
