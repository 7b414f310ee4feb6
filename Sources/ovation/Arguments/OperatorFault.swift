import Application

/// An error for the operator: one sentence that says what to do.
struct OperatorFault: Error, Equatable {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }

  /// Describes a store's failure for the operator.
  init(_ error: StoreError) {
    switch error {
    case .unavailable(let fault), .outcomeUnknown(let fault):
      sentence =
        "The database cannot be used (\(fault.context), code \(fault.code)); "
        + "check the disk and the permissions of its folder."
    case .overloaded:
      sentence = "Too many reads of the database are running; try again."
    case .conflict:
      sentence = "The database refused a change; another program may have written to it."
    case .fenced:
      sentence = "Another process has taken over the database; only one may write."
    case .ownedByAnotherProcess(let what):
      sentence = "Another process has the database open (\(what)); stop it first."
    case .behindHead(let stored, let known):
      sentence =
        "The database ends at entry \(stored) but entry \(known) was acknowledged; restore the "
        + "missing files, or start with --accept-loss to continue without them."
    case .contradictsHead(let sequence):
      sentence =
        "Entry \(sequence) is not the one that was acknowledged; restore the database, or "
        + "start with --accept-loss to continue with this one."
    case .schemaTooNew(let found, let known):
      sentence =
        "The database has schema \(found) but this program supports \(known); use a newer program."
    case .corrupt(let fault):
      sentence = "The database is damaged (\(fault.context)); run ovation verify."
    }
  }
}
