import Application
import Ledger
import Monetization
import Money
import SQLiteStore
import TestKit
import Testing

@testable import SQLiteStore

@Suite struct SQLiteProjectionsTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `agree with those in memory on a journal taken in piece by piece`(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let crowd = try Crowd(seed: seed)
    let stored = try folder.store().openProjections()
    let model = InMemoryProjections()
    for _ in 0..<12 {
      crowd.act(40)
      try crowd.project(into: stored)
      try crowd.project(into: model)
      try crowd.compare(stored, model)
    }
    #expect(try stored.checkpoint().sequence(of: .first) > 200)
  }

  @Test(arguments: [5, 6] as [UInt64])
  func `keep a few top supporters of many, in every order of payments`(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let crowd = try Crowd(seed: seed, people: 60)
    let store = try folder.store()
    let model = InMemoryProjections()
    for _ in 0..<8 {
      crowd.act(200)
      // Reopened each time: what is cached must follow from what is stored.
      try crowd.project(into: try store.openProjections())
      crowd.act(10)
      let stored = try store.openProjections()
      try crowd.project(into: stored)
      crowd.act(100)
      try crowd.project(into: stored)
      try crowd.project(into: model)
      try crowd.compare(stored, model)
    }
    #expect(try crowd.creators.map { try model.topSupporters(of: $0).count } == [10, 10, 10, 10])
  }

  @Test func `lists that were not stored are not remembered`() throws {
    let folder = try TemporaryFolder()
    let crowd = try Crowd(seed: 7, people: 30)
    crowd.act(300)
    let stored = try folder.store().openProjections()
    try crowd.project(into: stored)
    crowd.act(300)
    // What comes last of a run cannot be written, so nothing of it is.
    let connection = try SQLiteConnection(folder.file("projections.db"))
    try connection.execute("ALTER TABLE post_total RENAME TO hidden")
    #expect(throws: StoreError.self) { try crowd.project(into: stored) }
    try connection.execute("ALTER TABLE hidden RENAME TO post_total")
    crowd.act(100)
    try crowd.project(into: stored)
    let model = InMemoryProjections()
    try crowd.project(into: model)
    try crowd.compare(stored, model)
  }

  @Test func `are still there when they are opened again, and empty after a reset`() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let crowd = try Crowd(seed: 9, store: store)
    crowd.act(100)
    let model = InMemoryProjections()
    try crowd.project(into: model)
    try crowd.project(into: try store.openProjections())
    let again = try store.openProjections()
    try crowd.compare(again, model)
    try again.reset()
    #expect(try again.checkpoint() == JournalCheckpoint())
    try crowd.compare(again, InMemoryProjections())
    try crowd.project(into: again)
    try crowd.compare(again, model)
  }

  @Test func `start from scratch when the journal has lost entries that they contain`() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<4 { try script.next() }
    for (sequence, kept) in [(4, 4), (5, 0)] as [(Int64, Int64)] {
      let projections = try store.openProjections()
      try projections.reset()
      var after = JournalCheckpoint()
      after.advance(.first, to: sequence)
      try projections.apply(ProjectionChanges(), from: JournalCheckpoint(), to: after)
      #expect(try store.openProjections().checkpoint().sequence(of: .first) == kept)
    }
  }

  @Test func `take a run of entries in once`() throws {
    let folder = try TemporaryFolder()
    let projections = try folder.store().openProjections()
    var after = JournalCheckpoint()
    after.advance(.first, to: 5)
    try projections.apply(ProjectionChanges(), from: JournalCheckpoint(), to: after)
    #expect(throws: StoreError.conflict) {
      try projections.apply(ProjectionChanges(), from: JournalCheckpoint(), to: after)
    }
    #expect(try projections.checkpoint() == after)
  }

  @Test(arguments: ["PRAGMA user_version = 77", "DROP TABLE member; PRAGMA user_version = 0"])
  func `a file of another version is rebuilt`(change: String) throws {
    let folder = try TemporaryFolder()
    let crowd = try Crowd(seed: 4)
    crowd.act(20)
    try crowd.project(into: try folder.store().openProjections())
    try SQLiteConnection(folder.file("projections.db")).execute(change)
    let again = try folder.store().openProjections()
    #expect(try again.checkpoint() == JournalCheckpoint())
    try crowd.project(into: again)
  }

  @Test func `a damaged file is rebuilt`() throws {
    let folder = try TemporaryFolder()
    try folder.put(Array("This is no database, but a letter. ".utf8), as: "projections.db")
    #expect(try folder.store().openProjections().checkpoint() == JournalCheckpoint())
  }
}
