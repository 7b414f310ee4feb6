/// What goes wrong in a call of a ``FaultyWriter``.
package enum WriterFault: Sendable, CaseIterable {
  /// Nothing happens and the call says so.
  case unavailable
  /// A constraint refuses the batch.
  case conflict
  /// A commit does not happen, and nobody knows.
  case unknownLost
  /// A commit happens, and nobody knows.
  case unknownCommitted
  /// Another process takes the writer over just before the call.
  case fenced
  /// The process dies before the call did anything.
  case crashBefore
  /// The process dies after the call did its work.
  case crashAfter
}
