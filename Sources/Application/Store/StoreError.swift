/// Why a store failed; each case says what the caller may do.
package enum StoreError: Error, Equatable, Sendable {
  /// Nothing was done; the same call may succeed later (disk full, connection lost, busy).
  case unavailable(StoreFault)
  /// Too many reads wait already: nothing was done, the same call may succeed later.
  case overloaded
  /// A constraint refused the batch because of one of its commands: nothing was written.
  case conflict
  /// Another process holds the writer's epoch; this one must stop writing.
  case fenced
  /// The commit may or may not have happened.
  case outcomeUnknown(StoreFault)
  /// Another process has the store open; the text names the locked file.
  case ownedByAnotherProcess(String)
  /// The head file names newer entries than the store has.
  case behindHead(stored: Int64, known: Int64)
  /// The entry of the head file has another hash in the store: the journal was changed.
  case contradictsHead(sequence: Int64)
  /// The store has entries, and there is no head file that says whether they are all.
  case headMissing(stored: Int64)
  /// The schema is newer than this program supports.
  case schemaTooNew(found: Int, known: Int)
  /// Stored bytes cannot be decoded.
  case corrupt(StoreFault)

  /// Whether acknowledged entries may be missing, which an operator can accept.
  package var isLoss: Bool {
    switch self {
    case .behindHead, .contradictsHead, .headMissing: true
    default: false
    }
  }
}

/// The error of a store's driver, for logs; it holds no data of users.
package struct StoreFault: Equatable, Sendable {
  /// The driver's error code.
  package let code: Int32
  /// The operation and the driver's message.
  package let context: String

  package init(code: Int32, context: String) {
    self.code = code
    self.context = context
  }
}
