import Application
import Foundation
import Glibc
import Ledger
import SQLiteStore
import Testing

@testable import SQLiteStore

@Suite struct UnknownOutcomeTests {
  @Test func `a commit that cannot be written is unknown until the writer is taken over`() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<4 { try script.next() }
    let before = script.writer.head
    try Self.forbidWriting(to: folder.file("ovation.db-wal"))
    guard case .outcomeUnknown = Self.error({ try script.next() }) else {
      Issue.record("the commit did not fail as unknown")
      return
    }
    #expect(script.writer.head == before)
    guard case .unavailable = Self.error({ try script.next() }) else {
      Issue.record("the writer continued without a takeover")
      return
    }
    let head = try script.writer.takeOver()
    #expect(head.epoch == before.epoch + 1)
    #expect(head.sequence == before.sequence)
    try script.next()
    #expect(try Script.count(in: store) == before.sequence + 1)
  }

  @Test func `an open outcome takes nothing back from a newer owner`() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<4 { try script.next() }
    try Self.forbidWriting(to: folder.file("ovation.db-wal"))
    guard case .outcomeUnknown = Self.error({ try script.next() }) else {
      Issue.record("the commit did not fail as unknown")
      return
    }
    let newer = Script(writer: try store.openWriter(acceptingLoss: false))
    #expect(throws: StoreError.fenced) { try script.writer.takeOver() }
    #expect(throws: StoreError.fenced) { try script.next() }
    try newer.next()
    #expect(try store.heads() == [newer.writer.head])
    #expect(try HeadFile.newest(at: folder.file("ovation.head"))?.head == newer.writer.head)
  }

  private static func error(_ body: () throws -> Void) -> StoreError? {
    do { try body() } catch { return error as? StoreError }
    return nil
  }

  /// Puts a file that can only be read under every descriptor by which this process has it open.
  private static func forbidWriting(to path: String) throws {
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let readOnly = try #require(FileHandle(forReadingAtPath: path))
    for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
      guard let number = Int32(name), number != readOnly.fileDescriptor,
        let target = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/self/fd/" + name), target == resolved
      else { continue }
      dup2(readOnly.fileDescriptor, number)
    }
  }
}
