import Application

extension SQLiteConnection {
  /// Runs `body` in one read transaction.
  ///
  /// - Throws: ``StoreError``, also as thrown by `body`.
  func read<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
    try perform("BEGIN")
    do throws(StoreError) {
      let result = try body()
      try perform("COMMIT")
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  /// Runs `body` in a write transaction and commits it.
  ///
  /// - Throws: ``StoreError/outcomeUnknown(_:)`` when the commit failed and may or may not have
  ///   happened; after every other ``StoreError`` nothing was written.
  func write<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
    try perform("BEGIN IMMEDIATE")
    let result: Result
    do throws(StoreError) {
      result = try body()
    } catch {
      rollBack()
      throw error
    }
    do throws(StoreError) {
      try perform("COMMIT")
    } catch {
      rollBack()
      throw error.ofCommit()
    }
    return result
  }

  /// Rolls a failed transaction back, unless SQLite already did.
  func rollBack() {
    guard isInTransaction else { return }
    do throws(StoreError) {
      try perform("ROLLBACK")
    } catch {
      // A rollback fails only if no transaction is open.
      assert(!isInTransaction, "a rollback ends the transaction")
    }
  }
}
