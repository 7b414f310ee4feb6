import Application

extension Connection {
  /// Runs `body` in one consistent view of what is committed.
  ///
  /// - Throws: ``StoreError``, also what `body` throws.
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

  /// Runs `body` in a writing transaction and commits it.
  ///
  /// - Throws: ``StoreError/outcomeUnknown(_:)`` when the commit itself failed in a way that says
  ///   nothing about its outcome; after every other ``StoreError`` nothing was written.
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

  /// Ends a transaction that failed, unless SQLite already did.
  func rollBack() {
    guard isInTransaction else { return }
    do throws(StoreError) {
      try perform("ROLLBACK")
    } catch {
      // A rollback only fails when there is nothing left to roll back.
      assert(!isInTransaction, "a rollback ends the transaction")
    }
  }
}
