import Application
import Ledger
import SQLiteStore

extension SQLiteStore {
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
