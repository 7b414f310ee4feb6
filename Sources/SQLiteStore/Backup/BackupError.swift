package import Application

/// Why a backup could not be made or restored; nothing was changed.
package enum BackupError: Error, Equatable, Sendable {
  /// The files or the disk failed, or the database has lost entries.
  case store(StoreError)
  /// This path exists already, and nothing is ever written over.
  case exists(String)
  /// This path is missing.
  case missing(String)
  /// The backup is not what was made: this says what differs.
  case changed(String)
  /// The copy was restored beside the data folder and does not balance; the fault is the prover's.
  case unproven

  /// Runs `body` and wraps what the store throws.
  static func wrap<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(BackupError) -> Result {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
  }
}
