import Application
internal import CSQLite

extension StoreError {
  /// The store error for a code of SQLite.
  ///
  /// For a failed COMMIT see ``ofCommit()``.
  init(sqliteCode code: Int32, context: String) {
    let fault = StoreFault(code: code, context: context)
    switch code & 0xFF {
    case SQLITE_CONSTRAINT: self = .conflict
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: self = .corrupt(fault)
    default: self = .unavailable(fault)
    }
  }

  /// The error of a failed COMMIT, whose outcome may be unknown.
  ///
  /// If the disk is full or the file is busy, SQLite has not written the commit record. After any
  /// other failure the record may be in the log, and only reading it again tells.
  func ofCommit() -> StoreError {
    guard case .unavailable(let fault) = self else { return self }
    switch fault.code & 0xFF {
    case SQLITE_FULL, SQLITE_BUSY, SQLITE_LOCKED: return self
    default: return .outcomeUnknown(fault)
    }
  }

  /// The error of a row that cannot be decoded.
  static func unreadable(_ what: String) -> StoreError {
    .corrupt(StoreFault(code: SQLITE_CORRUPT, context: what + " is not readable"))
  }
}
