package import Application

/// What goes wrong in a call of an ``InMemoryStore``.
package enum InjectedFault: Equatable, Sendable {
  /// Nothing happens and the call says so.
  case unavailable
  /// A commit does not happen, and the caller is told that nobody knows.
  case unknownLost
  /// A commit happens, and the caller is told that nobody knows.
  case unknownCommitted
  /// Somebody else takes the writer over just before the call.
  case fenced
  /// The process dies in the call before anything happens.
  case crashBefore
  /// The process dies after the call's work was done, before it returns.
  case crashAfter

  /// What such a call throws; a crash shows only in what comes after it.
  package var error: StoreError {
    let fault = StoreFault(code: -1, context: "injected fault")
    switch self {
    case .unavailable, .crashBefore, .crashAfter: return .unavailable(fault)
    case .unknownLost, .unknownCommitted: return .outcomeUnknown(fault)
    case .fenced: return .fenced
    }
  }
}
