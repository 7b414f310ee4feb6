import Application
import Foundation
import Ledger
import Monetization
import SQLiteStore
import Testing

struct FixedClock: WallClock {
  func now() -> Timestamp { Timestamp(milliseconds: 1_800_000_000_000) }
}

@Suite struct SQLiteStoreTests {
  @Test func `opens an empty folder and finds its head again`() throws {
    let folder = try TemporaryFolder()
    do {
      let store = try SQLiteStore(folder: folder.path, clock: FixedClock())
      let writer = try store.openWriter(acceptingLoss: false)
      #expect(writer.head.epoch == 1)
      store.drain()
    }
    let store = try SQLiteStore(folder: folder.path, clock: FixedClock())
    let writer = try store.openWriter(acceptingLoss: false)
    #expect(writer.head.epoch == 2)
    #expect(writer.head.sequence == 0)
  }
}

/// A folder of one test, removed with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "ovation-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // A folder that stays behind is in the system's own place for such.
    try? FileManager.default.removeItem(atPath: path)
  }
}
