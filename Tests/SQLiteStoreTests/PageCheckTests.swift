import Application
import Testing

@testable import SQLiteStore

@Suite struct PageCheckTests {
  private static let pageBytes = 2_048

  /// A database of some commits, in one file.
  private static func folder(commits: Int) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<commits { try script.next(padding: 100) }
    store.drain()
    return folder
  }

  /// Makes the page that holds a text no page of SQLite's.
  private static func corrupt(pageWith text: String, in folder: TemporaryFolder) throws {
    var bytes = folder.bytes(of: "ovation.db")
    let wanted = Array(text.utf8)
    let place = bytes.indices.first { bytes[$0...].starts(with: wanted) }
    let page = try #require(place) / pageBytes * pageBytes
    bytes[page] = 0xFF
    try folder.put(bytes, as: "ovation.db")
  }

  private static func isRefused(_ folder: TemporaryFolder, all: Bool) throws -> Bool {
    let store = try folder.store()
    do throws(StoreError) {
      try store.checkPages(all: all)
      return false
    } catch {
      guard case .corrupt = error else { throw error }
      return true
    }
  }

  @Test func `pages that fit together pass both checks`() throws {
    let folder = try Self.folder(commits: 20)
    #expect(try Self.isRefused(folder, all: false) == false)
    #expect(try Self.isRefused(folder, all: true) == false)
  }

  @Test func `a page of the newest rows that was spoiled is found`() throws {
    for text in ["entry 20\u{7}", "user 20"] {
      let folder = try Self.folder(commits: 20)
      try Self.corrupt(pageWith: text, in: folder)
      #expect(try Self.isRefused(folder, all: false), "\(text)")
    }
  }

  @Test func `an old page that was spoiled is found by the check of all`() throws {
    let folder = try Self.folder(commits: 700)
    try Self.corrupt(pageWith: "entry 20\u{7}", in: folder)
    #expect(try Self.isRefused(folder, all: false) == false)
    #expect(try Self.isRefused(folder, all: true))
  }
}
