import Application
import Foundation
import Ledger
import SQLiteStore
import TestKit

/// A folder of one test, removed with it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "ovation-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Opens the store in this folder.
  func store() throws -> SQLiteStore { try SQLiteStore(folder: path, clock: StillClock()) }

  /// The path of a file in the folder.
  func file(_ name: String) -> String { path + "/" + name }

  /// The bytes of a file; empty when there is none.
  func bytes(of name: String) -> [UInt8] {
    Array(FileManager.default.contents(atPath: file(name)) ?? Data())
  }

  /// Puts a file of these bytes in place.
  func put(_ bytes: [UInt8], as name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }
}

/// A clock that stands.
struct StillClock: WallClock {
  func now() -> Timestamp { Timestamp(milliseconds: 1_800_000_000_000) }
}
