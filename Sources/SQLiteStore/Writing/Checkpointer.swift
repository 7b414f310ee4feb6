import Application
internal import Dispatch
internal import Synchronization

/// Copies the write-ahead log into the database beside the commits, so that none waits for it.
///
/// The log begins anew when everything in it is copied and nobody reads from it. Under load a copy
/// never quite catches up, so the writer itself copies the little that is left once the log is
/// long enough.
///
/// No copy ever runs while another connection could begin the log anew: a copy in the background is
/// made under a ``LogHold``, and the writer copies only when none is under way.
/// `docs/decisions/011-copying-the-log.md` draws what would happen otherwise.
final class Checkpointer: Sendable {
  private struct Progress {
    /// Written since the last copy took its share of the log.
    var pagesSinceCopy = 0
    /// The next copy begins after this many pages.
    var pagesToNextCopy: Int
    var isCopying = false
    var isRestartDue = false
  }

  /// What happens after a commit: never two of these.
  private enum Step { case nothing, copyInBackground(pages: Int), copyHere }

  /// The connection is only used on the queue; the hold is taken by the writer's thread when no
  /// copy is under way, and released on the queue.
  private struct Copying: @unchecked Sendable {
    let connection: Connection
    let hold: LogHold
  }

  private let copying: Copying
  private let limits: Limits
  private let progress: Mutex<Progress>
  private let queue = DispatchQueue(label: "ovation.checkpoint")
  /// What became of the newest copies.
  let health = CheckpointHealth()

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
    progress = Mutex(Progress(pagesToNextCopy: limits.pagesPerCopy))
    copying = Copying(
      connection: try Connection.store(path, cacheKibibytes: 256), hold: try LogHold(path))
  }

  /// Plans a copy when enough was written; called by the writer after a commit.
  func noteCommit(of connection: Connection) {
    let pages = connection.takePagesWritten()
    switch progress.withLock({ step(after: pages, &$0) }) {
    case .nothing: break
    case .copyHere: copy(on: connection, by: CopyPermit(onlyWriterCopies: ()))
    case .copyInBackground(let pages): beginCopy(of: pages)
    }
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
      // Here and not on the queue: the commit that was just made cannot be copied yet.
      let permit = try copying.hold.take()
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

  /// Plans what comes after a copy.
  ///
  /// - Parameters:
  ///   - log: What the copy found; nil when it failed.
  ///   - pages: About how many pages it had before it.
  private func finish(_ log: (pages: Int, copied: Int)?, _ pages: Int) {
    progress.withLock { progress in
      progress.isCopying = false
      progress.pagesToNextCopy = limits.pagesPerCopy
      guard let log, log.pages > limits.pagesMax else { return }
      // A long reader holds a copy up; once it goes, no commit shall pay for all of it.
      let left = max(log.pages - log.copied, progress.pagesSinceCopy)
      progress.isRestartDue = left <= limits.pagesLeftMax
      // Each copy finds less than the one before it, until the writer can copy what is left.
      if left < pages / 2 { progress.pagesToNextCopy = limits.pagesLeftMax + 1 }
    }
  }

  /// - Returns: The pages in the log, and how many of them are copied; nil when that failed, after
  ///   which the log keeps its pages and a later commit plans another copy.
  @discardableResult
  private func copy(
    on connection: Connection, by permit: borrowing CopyPermit
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
