import Dispatch
import Foundation

/// The signals that a server handles.
struct Signals {
  /// What a signal asks for.
  enum Event: Equatable, Sendable {
    /// SIGTERM and SIGINT: finish and end.
    case stop
    /// SIGHUP: read keys and orders again, and open the log again.
    case reload
  }

  /// One event per signal.
  let events: AsyncStream<Event>
  private let sources: [any DispatchSourceSignal]

  /// Handles the signals, which then no longer end the process by themselves.
  init() {
    // Not bounded: a stop behind many reloads must not be lost.
    let (events, continuation) = AsyncStream<Event>.makeStream()
    self.events = events
    sources = [(SIGTERM, Event.stop), (SIGINT, .stop), (SIGHUP, .reload)].map { number, event in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(event) }
      source.activate()
      return source
    }
  }

  /// Stops handling the signals; must be called, so that the sources stay alive until then.
  func end() { for source in sources { source.cancel() } }
}
