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
    case .headMissing(let stored):
      sentence =
        "The database ends at entry \(stored), but there is no ovation.head beside it that says "
        + "whether that is all; put that file back, or start with --accept-loss to take the "
        + "database as it is."
    case .schemaTooNew(let found, let known):
      sentence =
        "The database has schema \(found) but this program supports \(known); use a newer program."
    case .corrupt(let fault):
      sentence = "The database is damaged (\(fault.context)); run ovation verify."
    }
  }
}

extension StoreError {
  /// What an operator accepts who starts with `--accept-loss`.
  var acceptance: String {
    switch self {
    case .behindHead(let stored, let known):
      "the database continues after entry \(stored), and what was acknowledged up to entry "
        + "\(known) is given up; the database and ovation.head record it."
    case .contradictsHead(let sequence):
      "the database continues as it is, although its entry \(sequence) is not the one that was "
        + "acknowledged; the database and ovation.head record it."
    case .headMissing(let stored):
      "the database continues after entry \(stored), and whether more was acknowledged is "
        + "unknown; the database records it and ovation.head is written again."
    default: OperatorFault(self).sentence
    }
  }
}
