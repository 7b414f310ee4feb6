import Application
internal import CSQLite

extension StoreError {
  /// What a code of SQLite means for whoever uses the store.
  ///
  /// The code of a COMMIT that failed needs a second look: see ``SQLiteWriter``.
  init(sqliteCode code: Int32, context: String) {
    let fault = StoreFault(code: code, context: context)
    switch code & 0xFF {
    case SQLITE_CONSTRAINT: self = .conflict
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: self = .corrupt(fault)
    default: self = .unavailable(fault)
    }
  }

  /// The error of a failed COMMIT: whether it happened may be open.
  ///
  /// With a full disk or a busy file SQLite has not written the mark that ends a commit. After any
  /// other failure the mark may be in the log, and only the next reading tells.
  func ofCommit() -> StoreError {
    guard case .unavailable(let fault) = self else { return self }
    switch fault.code & 0xFF {
    case SQLITE_FULL, SQLITE_BUSY, SQLITE_LOCKED: return self
    default: return .outcomeUnknown(fault)
    }
  }

  /// A row that does not say what this program writes.
  static func unreadable(_ what: String) -> StoreError {
    .corrupt(StoreFault(code: SQLITE_CORRUPT, context: what + " is not readable"))
  }
}
