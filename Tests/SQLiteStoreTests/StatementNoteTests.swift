import Application
import Testing

@testable import SQLiteStore

@Suite struct StatementNoteTests {
  @Test func `a statement says what it made of a row that was there`() throws {
    let folder = try TemporaryFolder()
    let connection = try SQLiteConnection(folder.file("notes.db"))
    try connection.execute(
      "CREATE TABLE sums (name INTEGER PRIMARY KEY, sum INTEGER, count INTEGER)")
    let note = try connection.defineNote(named: "new_sum")
    let add = try connection.prepare(
      """
      INSERT INTO sums VALUES (?1, ?2, 1)
      ON CONFLICT DO UPDATE SET sum = new_sum(sum + excluded.sum, count + 1), count = count + 1
      """)
    try add.run(1, 10)
    #expect(note.remove() == nil)
    try add.run(1, -30)
    let first = try #require(note.remove())
    #expect(first == (-20, 2))
    #expect(note.remove() == nil)
    try add.run(1, 5)
    try add.run(2, 5)
    let newest = try #require(note.remove())
    #expect(newest == (-15, 3))
  }
}
