import Application
import Foundation
import Ledger
import Monetization
import SQLiteStore
import Testing

/// A store on a disk of 8 MB.
@Suite struct FullDiskTests {
  @Test(.enabled(if: SmallDisk.canMount, "only root may mount the small disk of this test"))
  func `a full disk acknowledges nothing, and goes on when there is room`() throws {
    let disk = try SmallDisk()
    let ballast = disk.path + "/ballast"
    // Afterwards there must be room for the log and for its copy in the database.
    try Data(count: 5_000_000).write(to: URL(fileURLWithPath: ballast))
    var acknowledged: Int64 = 0
    do {
      let store = try SQLiteStore(folder: disk.path, clock: StillClock())
      let script = Script(writer: try store.openWriter(acceptingLoss: false))
      try Self.fill(script)
      acknowledged = script.writer.head.sequence
      #expect(acknowledged > 5)
      #expect(try Script.count(in: store) == acknowledged)
      #expect(throws: StoreError.self) { try script.next(padding: 200_000) }
      #expect(try Script.count(in: store) == acknowledged, "reading goes on")
      try FileManager.default.removeItem(atPath: ballast)
      if Self.isUnsettled(script) { _ = try script.writer.takeOver() }
      try script.next(padding: 200_000)
      #expect(script.writer.head.sequence == acknowledged + 1)
      store.drain()
    }
    let store = try SQLiteStore(folder: disk.path, clock: StillClock())
    #expect(try Script.count(in: store) == acknowledged + 1)
    #expect(try store.openWriter(acceptingLoss: false).head.sequence == acknowledged + 1)
  }

  /// Commits until the disk is full.
  private static func fill(_ script: Script) throws {
    for _ in 0..<200 {
      do {
        try script.next(padding: 200_000)
      } catch let error as StoreError {
        switch error {
        case .unavailable, .outcomeUnknown: return
        default: throw error
        }
      }
    }
    Issue.record("the disk never was full")
  }

  private static func isUnsettled(_ script: Script) -> Bool {
    var state = State()
    do throws(StoreError) {
      _ = try script.writer.load(LoadRequest(), into: &state)
      return false
    } catch { return true }
  }
}

/// A file system in memory of 8 MB, gone with the value.
final class SmallDisk {
  let path: String
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path
    guard Self.run("/bin/mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", path) else {
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  deinit { _ = Self.run("/bin/umount", "-l", path) }

  /// Whether such a disk can be made here.
  static let canMount = (try? SmallDisk()) != nil

  private static func run(_ command: String, _ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
