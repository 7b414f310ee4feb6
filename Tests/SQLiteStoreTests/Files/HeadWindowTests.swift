import Application
import Foundation
import Ledger
import Synchronization
import Testing

@testable import SQLiteStore

/// How many heads a power cut can hide.
@Suite struct HeadWindowTests {
  /// A clock that is moved by hand and a disk that notes what happens.
  private final class Disk: Sendable {
    let milliseconds = Mutex<UInt64>(1_000)
    let syncs = Mutex(0)

    var timing: HeadTiming {
      var timing = HeadTiming()
      // Never by itself: only what a commit waits for is synced here.
      timing.gatheringMilliseconds = 1_000_000_000
      timing.now = { self.milliseconds.withLock { $0 } }
      timing.synchronize = { _ in self.syncs.withLock { $0 += 1 } }
      return timing
    }

    func wait(_ count: UInt64) { milliseconds.withLock { $0 += count } }
  }

  private static func head(_ sequence: Int64) -> HeadRecord {
    HeadRecord(
      head: WriterHead(
        writer: .first, epoch: 1, sequence: sequence, hash: .genesis,
        lastStamp: Stamp(rawValue: sequence)),
      commits: sequence)
  }

  @Test func `commits of a hundred milliseconds share a sync, and the next one waits for it`()
    throws
  {
    let (folder, disk) = (try TemporaryFolder(), Disk())
    let file = try HeadFile(folder.file("ovation.head"), timing: disk.timing)
    for number in 1...5 {
      try file.check()
      file.writeAfterCommit(Self.head(Int64(number)))
      disk.wait(20)
    }
    #expect(disk.syncs.withLock { $0 } == 0, "all were written within the window")
    disk.wait(1)
    try file.check()
    #expect(disk.syncs.withLock { $0 } == 1, "the first was written 101 ms ago")
    try file.check()
    #expect(disk.syncs.withLock { $0 } == 1, "nothing is left to sync")
    file.writeAfterCommit(Self.head(6))
    disk.wait(101)
    try file.check()
    #expect(disk.syncs.withLock { $0 } == 2)
  }

  @Test func `a stop leaves no head behind`() throws {
    let (folder, disk) = (try TemporaryFolder(), Disk())
    let file = try HeadFile(folder.file("ovation.head"), timing: disk.timing)
    file.writeAfterCommit(Self.head(1))
    file.drain()
    #expect(disk.syncs.withLock { $0 } == 1)
    #expect(try HeadFile.newest(at: folder.file("ovation.head")) == Self.head(1))
  }

  @Test(.enabled(if: SmallDisk.canMount, "only root may mount the small disk of this test"))
  func `a head that has no room on the disk stops the commits until there is room`() throws {
    let disk = try SmallDisk()
    let file = try HeadFile(disk.path + "/ovation.head")
    let ballast = disk.path + "/ballast"
    try Data(count: (8 << 20) - 8_192).write(to: URL(fileURLWithPath: ballast))
    while (try? Self.append(4_096, to: ballast)) != nil {}
    file.writeAfterCommit(Self.head(1))
    #expect(throws: StoreError.self) { try file.check() }
    try FileManager.default.removeItem(atPath: ballast)
    try file.check()
    file.drain()
    #expect(try HeadFile.newest(at: disk.path + "/ovation.head") == Self.head(1))
  }

  private static func append(_ count: Int, to path: String) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(count: count))
    try handle.close()
  }

  @Test func `a sync that fails stops the commits until it succeeds`() throws {
    let (folder, disk) = (try TemporaryFolder(), Disk())
    var timing = disk.timing
    timing.synchronize = { (_) throws(StoreError) in
      let count = disk.syncs.withLock { syncs in
        syncs += 1
        return syncs
      }
      guard count > 2 else { throw .unavailable(StoreFault(code: 5, context: "planned")) }
    }
    let file = try HeadFile(folder.file("ovation.head"), timing: timing)
    file.writeAfterCommit(Self.head(1))
    disk.wait(101)
    #expect(throws: StoreError.self) { try file.check() }
    try file.check()
    #expect(disk.syncs.withLock { $0 } == 3)
  }
}
