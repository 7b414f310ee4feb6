import Application
internal import Dispatch
internal import Synchronization

/// Copies the write-ahead log into the database in the background, so that no commit waits for it.
///
/// SQLite restarts the log at its beginning when all of it is copied and no reader uses it. Under
/// load a background copy never quite catches up, so the writer copies the small rest itself once
/// the log is long enough.
///
/// No copy runs while another connection could restart the log: a background copy holds a
/// ``LogHold``, and the writer copies only when no other copy runs.
/// `docs/decisions/011-copying-the-log.md` shows what would happen otherwise.
final class Checkpointer: Sendable {
  private struct Progress {
    /// The number of pages written since the last copy started.
    var pagesSinceCopy = 0
    /// The next copy starts after this many pages.
    var pagesToNextCopy: Int
    var isCopying = false
    var isRestartDue = false
  }

  /// The step after a commit.
  private enum Step { case nothing, copyInBackground(pages: Int), copyHere }

  /// The connection is used only on the queue; the writer's thread acquires the hold when no copy
  /// runs, and the queue releases it.
  private struct Copying: @unchecked Sendable {
    let connection: SQLiteConnection
    let hold: LogHold
  }

  private let copying: Copying
  private let limits: Limits
  private let progress: Mutex<Progress>
  private let queue = DispatchQueue(label: "ovation.checkpoint")
  /// The results of the newest copies.
  let health = CheckpointHealth()

  /// The limits of the log in pages; only tests use other numbers.
  struct Limits: Sendable {
    /// A copy starts after this many pages.
    var pagesPerCopy = 4_096
    /// Beyond this many pages the log must be restarted.
    var pagesMax = 32_768
    /// The number of pages that the writer copies without a noticeable delay.
    var pagesLeftMax = 128
  }

  init(_ path: String, limits: Limits = Limits()) throws(StoreError) {
    self.limits = limits
    progress = Mutex(Progress(pagesToNextCopy: limits.pagesPerCopy))
    copying = Copying(
      connection: try SQLiteConnection.store(path, cacheKibibytes: 256), hold: try LogHold(path))
  }

  /// Plans a copy when enough was written; called by the writer after a commit.
  func noteCommit(of connection: SQLiteConnection) {
    let pages = connection.pagesWrittenSinceLastCall()
    switch progress.withLock({ step(after: pages, &$0) }) {
    case .nothing: break
    case .copyHere: copy(on: connection, by: CopyPermit(onlyWriterCopies: ()))
    case .copyInBackground(let pages): beginCopy(of: pages)
    }
  }

  /// Copies the whole log and empties it, after the last commit.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``; a reader that still needs the log is only waited for
  ///   while pages are missing in the database.
  func copyAll() throws(StoreError) {
    let result = queue.sync {
      Result { () throws(StoreError) in
        // A stop must not wait long for another process that reads.
        try copying.connection.execute("PRAGMA busy_timeout = 500")
        return try copying.connection.emptyLog(by: CopyPermit(nobodyWrites: ()))
      }
    }
    let log = try result.get()
    guard log.copied < log.pages else { return }
    let context = "\(log.pages - log.copied) pages of the log are still in use"
    throw .unavailable(StoreFault(code: 0, context: context))
  }

  /// Returns when no copy is under way.
  func drain() { queue.sync {} }

  private func step(after pages: Int, _ progress: inout Progress) -> Step {
    progress.pagesSinceCopy += pages
    guard !progress.isCopying else { return .nothing }
    if progress.isRestartDue {
      progress.isRestartDue = false
      progress.pagesSinceCopy = 0
      return .copyHere
    }
    guard progress.pagesSinceCopy >= progress.pagesToNextCopy else { return .nothing }
    defer { progress.pagesSinceCopy = 0 }
    progress.isCopying = true
    return .copyInBackground(pages: progress.pagesSinceCopy)
  }

  private func beginCopy(of pages: Int) {
    do throws(StoreError) {
      // Acquired here and not on the queue: at this point the newest commit cannot be copied yet.
      let permit = try copying.hold.acquire()
      queue.async { [self] in
        let log = copy(on: copying.connection, by: permit)
        copying.hold.release()
        finish(log, pages)
      }
    } catch {
      health.note(error)
      finish(nil, pages)
    }
  }

  /// Plans the next copy.
  ///
  /// - Parameters:
  ///   - log: The result of the copy; nil if it failed.
  ///   - pages: The approximate number of pages before the copy.
  private func finish(_ log: (pages: Int, copied: Int)?, _ pages: Int) {
    progress.withLock { progress in
      progress.isCopying = false
      progress.pagesToNextCopy = limits.pagesPerCopy
      guard let log, log.pages > limits.pagesMax else { return }
      // A long read can delay copying; after it ends, a single commit must not copy all of it.
      let left = max(log.pages - log.copied, progress.pagesSinceCopy)
      progress.isRestartDue = left <= limits.pagesLeftMax
      // Each copy has less to do than the one before it, until the writer can copy the rest.
      if left < pages / 2 { progress.pagesToNextCopy = limits.pagesLeftMax + 1 }
    }
  }

  /// - Returns: The number of pages in the log, and how many of them are copied; nil if copying
  ///   failed, after which a later commit plans another copy.
  @discardableResult
  private func copy(
    on connection: SQLiteConnection, by permit: borrowing CopyPermit
  ) -> (pages: Int, copied: Int)? {
    do throws(StoreError) {
      let log = try connection.checkpoint(by: permit)
      health.note(log)
      return log
    } catch {
      health.note(error)
      return nil
    }
  }
}
