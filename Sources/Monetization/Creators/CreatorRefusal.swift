/// Why somebody does not become a creator.
package enum CreatorRefusal: FeatureRefusal {
  /// There is an application of this user already.
  case alreadyApplied
  /// The application was already decided on.
  case alreadyReviewed
  /// A rejection needs a reason.
  case reasonMissing

  package var stored: StoredRefusal? {
    switch self {
    case .alreadyApplied: StoredRefusal(1)
    case .alreadyReviewed: StoredRefusal(2)
    case .reasonMissing: nil
    }
  }

  package init?(_ stored: StoredRefusal) {
    switch (stored.number, stored.values.count) {
    case (1, 0): self = .alreadyApplied
    case (2, 0): self = .alreadyReviewed
    default: return nil
    }
  }
}
