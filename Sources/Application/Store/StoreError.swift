/// How a store can fail; each case says what the caller may do.
package enum StoreError: Error, Equatable, Sendable {
  /// Nothing was done; the same call may succeed later (disk full, connection lost, busy).
  case unavailable(StoreFault)
  /// Too much waits to be read already: nothing was done, the same call may succeed later.
  case overloaded
  /// A constraint refused the batch: nothing was written, one of its commands is to blame.
  case conflict
  /// Another process holds the writer's epoch; this one must stop writing.
  case fenced
  /// The commit may or may not have happened.
  case outcomeUnknown(StoreFault)
  /// Another process has the store open; the text names what is locked.
  case ownedByAnotherProcess(String)
  /// The head outside the store knows of entries that the store does not have.
  case behindHead(stored: Int64, known: Int64)
  /// The store holds the head's sequence number with another hash: its journal was changed.
  case contradictsHead(sequence: Int64)
  /// The schema is newer than this program.
  case schemaTooNew(found: Int, known: Int)
  /// Stored bytes are not what this program writes.
  case corrupt(StoreFault)
}

/// What a store's driver said, for logs; it holds no data of users.
package struct StoreFault: Equatable, Sendable {
  /// The driver's own number.
  package let code: Int32
  /// What was being done and the driver's words.
  package let context: String

  package init(code: Int32, context: String) {
    self.code = code
    self.context = context
  }
}
