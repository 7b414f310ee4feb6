import HTTPServer
import Synchronization

/// A handler that answers when a test lets it.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var entered = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
    var watching: [(count: Int, CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  func wait() async -> HTTPResponse {
    await withCheckedContinuation { waiting in
      let (isOpen, watching) = state.withLock { state in
        state.entered += 1
        if !state.isOpen { state.waiting.append(waiting) }
        let reached = state.watching.filter { $0.count <= state.entered }
        state.watching.removeAll { $0.count <= state.entered }
        return (state.isOpen, reached.map(\.1))
      }
      for watcher in watching { watcher.resume() }
      if isOpen { waiting.resume() }
    }
    return .text(200, "waited")
  }

  /// Returns when so many requests wait.
  func entered(_ count: Int = 1) async {
    await withCheckedContinuation { watching in
      let isReached = state.withLock { state in
        if state.entered < count { state.watching.append((count, watching)) }
        return state.entered >= count
      }
      if isReached { watching.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}
