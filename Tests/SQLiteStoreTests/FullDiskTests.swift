import Application
import Foundation
import Ledger
import Monetization
import Synchronization
import Testing

@testable import SQLiteStore

/// A store on a disk of 8 MB.
@Suite struct FullDiskTests {
  @Test(.enabled(if: SmallDisk.canMount, "only root may mount the small disk of this test"))
  func `a full disk acknowledges nothing, and writes again when there is room`() throws {
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
      #expect(try Script.count(in: store) == acknowledged, "reading still works")
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

  @Test(.enabled(if: SmallDisk.canMount, "only root may mount the small disk of this test"))
  func `a log that cannot be copied is told, and so is the copy that succeeds`() throws {
    let disk = try SmallDisk()
    let ballast = disk.path + "/ballast"
    try Data(count: 4_000_000).write(to: URL(fileURLWithPath: ballast))
    // A log that is restarted early, so that the database grows and fills the disk first.
    let limits = Checkpointer.Limits(pagesPerCopy: 64, pagesMax: 256, pagesLeftMax: 256)
    let store = try SQLiteStore(folder: disk.path, clock: StillClock(), limits: limits)
    let told = Mutex<[EngineIncident]>([])
    store.onIncident { incident in told.withLock { $0.append(incident) } }
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    try Self.fill(script) { store.drain() }
    #expect(store.condition.checkpointFailure != nil)
    #expect(store.condition.checkpointFailures > 0)
    #expect(try #require(store.condition.freeBytes) < 1_000_000)
    try FileManager.default.removeItem(atPath: ballast)
    if Self.isUnsettled(script) { _ = try script.writer.takeOver() }
    try script.next(padding: 200_000)
    store.drain()
    #expect(store.condition.checkpointFailure == nil)
    let incidents = told.withLock { $0 }
    guard incidents.count == 2, case .checkpointFailed = incidents[0],
      incidents[1] == .checkpointRecovered
    else {
      Issue.record("told: \(incidents)")
      return
    }
  }

  /// Commits until the disk is full.
  private static func fill(_ script: Script, after: () -> Void = {}) throws {
    for _ in 0..<200 {
      do {
        try script.next(padding: 200_000)
        after()
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
