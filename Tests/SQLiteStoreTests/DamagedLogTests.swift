import Application
import Ledger
import SQLiteStore
import Testing

@testable import SQLiteStore

/// What a power cut or a bad disk can do to the write-ahead log.
@Suite struct DamagedLogTests {
  private static let commits: Int64 = 24

  private struct Files {
    let database: [UInt8]
    let log: [UInt8]
    let head: [UInt8]
  }

  private enum Damage: Equatable {
    case truncated(Int)
    case flipped(Int)
  }

  /// Half of the commits are in the database, the others only in the log.
  private static func files() throws -> Files {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for number in 0..<commits {
      try script.next(padding: 300)
      if number == commits / 2 {
        _ = try SQLiteConnection(folder.file("ovation.db")).checkpoint(
          by: CopyPermit(onlyWriterCopies: ()))
      }
    }
    store.drain()
    return Files(
      database: folder.bytes(of: "ovation.db"), log: folder.bytes(of: "ovation.db-wal"),
      head: folder.bytes(of: "ovation.head"))
  }

  private static func damages(of log: [UInt8]) -> [Damage] {
    let places = (0..<200).map { ($0 * log.count / 200) + ($0 * 37) % 97 }
    return places.map { min($0, log.count - 1) }.flatMap { place -> [Damage] in
      [.truncated(place), .flipped(place)]
    }
  }

  @Test func `no damage is unnoticed and none leaves an inconsistent database`() throws {
    let files = try Self.files()
    let damages = Self.damages(of: files.log)
    #expect(damages.count == 400)
    var lost = 0
    for damage in damages {
      let kept = try Self.open(files, after: damage)
      if kept < Self.commits { lost += 1 }
    }
    #expect(lost > 100, "the damages are worth the test")
  }

  /// Opens a damaged copy.
  ///
  /// - Returns: How many commits it has; records an issue when it has lost some in silence.
  private static func open(_ files: Files, after damage: Damage) throws -> Int64 {
    let folder = try TemporaryFolder()
    var log = files.log
    switch damage {
    case .truncated(let count): log = Array(log.prefix(count))
    case .flipped(let place): log[place] ^= 1 << UInt8(place % 8)
    }
    try folder.put(files.database, as: "ovation.db")
    try folder.put(log, as: "ovation.db-wal")
    try folder.put(files.head, as: "ovation.head")
    let store = try folder.store()
    let kept = try Script.count(in: store)
    do throws(StoreError) {
      _ = try store.openWriter(acceptingLoss: false)
      #expect(kept == commits, "lost in silence: \(damage)")
    } catch {
      #expect(error == .behindHead(stored: kept, known: commits), "\(damage)")
    }
    var verdict = ""
    try SQLiteConnection(folder.file("ovation.db")).prepare("PRAGMA integrity_check").forEach {
      verdict += $0.text(at: 0)
    }
    #expect(verdict == "ok", "\(damage)")
    return kept
  }
}
