import Application
import Foundation
import SQLiteStore
import Testing

@testable import SQLiteStore

/// Commits succeed while a checkpoint is stopped at any of its calls.
///
/// In a process of its own, below whose stores a layer can be put that stops checkpoints.
@Suite struct StoppedCheckpointTests {
  @Test func `no commit is lost wherever a checkpoint stands still`() async {
    await #expect(processExitsWith: .success) {
      // Opened first: the library is set up once, before anything is registered.
      _ = try SQLiteConnection(":memory:")
      WatchedFiles.install()
      CheckpointStage.shared.claim()
      var (call, wasReached) = (0, true)
      do {
        while wasReached {
          var checkpoint = try StoppedCheckpoint(at: call)
          wasReached = try checkpoint.run()
          call += 1
        }
      } catch {
        // Thrown on, it would end the process before anybody hears where it happened.
        Issue.record("stopped at call \(call): \(error)")
      }
      #expect(call > 30, "a checkpoint makes more calls than \(call)")
    }
  }
}

/// A store with a short log, and a checkpoint that is stopped again and again at one of its calls.
private struct StoppedCheckpoint {
  private let call: Int
  private let folder: TemporaryFolder
  private let stage = CheckpointStage.shared
  private var beginnings = 0

  init(at call: Int) throws {
    self.call = call
    folder = try TemporaryFolder()
  }

  /// Stops checkpoints in a few rounds and looks whether every commit is there afterwards.
  ///
  /// - Returns: Whether a checkpoint made so many calls.
  mutating func run() throws -> Bool {
    let limits = Checkpointer.Limits(pagesPerCopy: 8, pagesMax: 48, pagesLeftMax: 32)
    var stops = 0
    var last: Int64 = 0
    do {
      let store = try SQLiteStore(folder: folder.path, clock: StillClock(), limits: limits)
      let script = Script(writer: try store.openWriter(acceptingLoss: false))
      for _ in 0..<Self.rounds where try stop(script, in: store) { stops += 1 }
      for _ in 0..<Self.rounds {
        try script.next(padding: Self.padding)
        store.drain()
        checkLog()
      }
      last = script.writer.head.sequence
      #expect(try Script.count(in: store) == last, "stopped at call \(call)")
    }
    #expect(beginnings > 1, "the log was never restarted (call \(call))")
    try lookAtFile(commits: last)
    return stops > 0
  }

  /// Commits until a checkpoint stops, or a while.
  private mutating func stop(_ script: Script, in store: SQLiteStore) throws -> Bool {
    stage.arm(at: call)
    defer { stage.arm(at: nil) }
    for _ in 0..<Self.commits {
      try script.next(padding: Self.padding)
      guard stage.waitForStop(or: { store.drain() }) else {
        checkLog()
        continue
      }
      // In any state of the log: restarted if possible.
      for _ in 0..<Self.commits { try script.next(padding: Self.padding) }
      checkLog()
      stage.letGo()
      return true
    }
    return false
  }

  private mutating func checkLog() {
    let counts = stage.removeCounts()
    beginnings += counts.beginnings
    #expect(counts.beginningsBesideCopy == 0, "the log was restarted during call \(call)")
  }

  private func lookAtFile(commits: Int64) throws {
    var verdict = ""
    try SQLiteConnection(folder.file("ovation.db")).prepare("PRAGMA integrity_check").forEach {
      verdict += $0.text(at: 0)
    }
    #expect(verdict == "ok", "stopped at call \(call)")
    #expect(try Script.count(in: try folder.store()) == commits, "stopped at call \(call)")
  }

  private static let rounds = 8
  private static let commits = 8
  /// A commit of some twelve pages.
  private static let padding = 20_000
}
