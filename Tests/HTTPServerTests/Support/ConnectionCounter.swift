import HTTPServer
import Synchronization

/// Counts connections and keeps records, and tells a test when a number is reached.
final class ConnectionCounter: ServerObserver {
  private struct State {
    var opened = 0
    var openNow = 0
    var webSockets = 0
    var records: [AccessRecord] = []
    var incidents: [ServerIncident] = []
    var watching: [(until: @Sendable (State) -> Bool, CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  var records: [AccessRecord] { state.withLock { $0.records } }

  var incidents: [ServerIncident] { state.withLock { $0.incidents } }

  func requestFinished(_ record: AccessRecord) {
    change { $0.records.append(record) }
  }

  func connectionsChanged(open: Int, webSockets: Int) {
    change { state in
      if open > state.openNow { state.opened += 1 }
      state.openNow = open
      state.webSockets = webSockets
    }
  }

  func report(_ incident: ServerIncident) {
    change { $0.incidents.append(incident) }
  }

  /// Returns when so many have been opened in all and so many are open.
  func reached(opened: Int, openNow: Int) async {
    await until { $0.opened >= opened && $0.openNow == openNow }
  }

  /// Returns when so many answers have been given.
  func finished(_ count: Int) async {
    await until { $0.records.count >= count }
  }

  private func until(_ condition: @escaping @Sendable (State) -> Bool) async {
    await withCheckedContinuation { waiting in
      let isReached = state.withLock { state in
        if condition(state) { return true }
        state.watching.append((condition, waiting))
        return false
      }
      if isReached { waiting.resume() }
    }
  }

  private func change(_ change: (inout State) -> Void) {
    let reached = state.withLock { state in
      change(&state)
      let current = state
      let reached = state.watching.filter { $0.until(current) }
      state.watching.removeAll { $0.until(current) }
      return reached.map(\.1)
    }
    for waiting in reached { waiting.resume() }
  }
}
