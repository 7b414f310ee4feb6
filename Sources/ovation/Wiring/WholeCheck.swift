import Application
import Ledger
import SQLiteStore

extension SQLiteStore {
  /// Says on the standard error where the backup is that was made before a migration, if one was.
  func tellBackup() {
    guard let madeBackup else { return }
    StandardStream.error.write(
      "ovation: The database before its migration is in \(madeBackup).\n")
  }

  /// Checks whether the database is whole where it was written last, or everywhere.
  ///
  /// - Parameter all: Checks every page and entry, which takes as long as `ovation verify`.
  /// - Throws: `StoreError.corrupt` with the first fault; `StoreError.unavailable`.
  func requireWhole(all: Bool = false) throws(StoreError) {
    try checkPages(all: all)
    let fault: VerificationFault?
    if all {
      var verifier = JournalVerifier(store: self, hashing: ChainSHA256())
      fault = try verifier.verify().fault
    } else {
      fault = try JournalEndCheck(store: self, hashing: ChainSHA256()).run()
    }
    guard let fault else { return }
    throw .corrupt(StoreFault(code: 0, context: fault.sentence))
  }
}
