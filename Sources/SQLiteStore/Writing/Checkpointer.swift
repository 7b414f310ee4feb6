import Application
internal import Dispatch
internal import Synchronization

/// Copies the write-ahead log into the database beside the commits, so that none waits for it.
///
/// The log begins anew when everything in it is copied and nobody reads from it. Under load a copy
/// never quite catches up, so the writer itself copies the little that is left once the log is
/// long enough.
final class Checkpointer: Sendable {
  private struct Progress {
    var pagesSinceCopy = 0
    var isCopying = false
    var isRestartDue = false
  }

  /// Only used on the queue.
  private struct Copying: @unchecked Sendable {
    let connection: Connection
  }

  private let copying: Copying
  private let limits: Limits
  private let progress = Mutex(Progress())
  private let queue = DispatchQueue(label: "ovation.checkpoint")

  /// How long the log may become, in pages; only tests bring numbers of their own.
  struct Limits: Sendable {
    /// A copy begins after this many pages.
    var pagesPerCopy = 4_096
    /// Beyond this many pages the log is made to begin anew.
    var pagesMax = 32_768
    /// What the writer copies itself without being noticed.
    var pagesLeftMax = 128
  }

  init(_ path: String, limits: Limits = Limits()) throws(StoreError) {
    self.limits = limits
    copying = Copying(connection: try Connection.store(path, cacheKibibytes: 256))
  }

  /// Plans a copy when enough was written; called by the writer after a commit.
  func noteCommit(of connection: Connection) {
    let pages = connection.takePagesWritten()
    let (begins, restarts) = progress.withLock { progress in
      progress.pagesSinceCopy += pages
      let begins = !progress.isCopying && progress.pagesSinceCopy >= limits.pagesPerCopy
      if begins { progress.isCopying = true }
      defer { progress.isRestartDue = false }
      return (begins, progress.isRestartDue)
    }
    if restarts { copy(on: connection) }
    if begins { queue.async { self.copyInBackground() } }
  }

  /// Returns when no copy is under way.
  func drain() { queue.sync {} }

  private func copyInBackground() {
    var left = Int.max
    var log = (pages: 0, copied: 0)
    repeat {
      let before = left
      progress.withLock { $0.pagesSinceCopy = 0 }
      log = copy(on: copying.connection)
      left = progress.withLock(\.pagesSinceCopy)
      guard left < before / 2 else { break }
    } while log.pages > limits.pagesMax && left > limits.pagesLeftMax
    // A long reader holds a copy up; once it goes, no commit shall pay for all of it.
    let isNearlyCopied = log.pages - log.copied <= limits.pagesLeftMax
    progress.withLock { progress in
      progress.isCopying = false
      progress.isRestartDue = log.pages > limits.pagesMax && isNearlyCopied
    }
  }

  /// - Returns: The pages in the log, and how many of them are copied.
  @discardableResult
  private func copy(on connection: Connection) -> (pages: Int, copied: Int) {
    do throws(StoreError) {
      return try connection.checkpoint()
    } catch {
      // Nothing is lost: the log keeps the pages, and the next commit plans another copy.
      return (0, 0)
    }
  }
}
