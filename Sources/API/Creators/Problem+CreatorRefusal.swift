import JSON
import Monetization

extension Problem {
  init(_ refusal: CreatorRefusal) {
    switch refusal {
    case .alreadyApplied:
      self.init(.alreadyExists, "There is an application of this user already.")
    case .alreadyReviewed:
      self.init(
        conflict: "application_already_reviewed", "The application was already decided on.")
    case .reasonMissing: self.init(rule: "reason", "A rejection needs a reason.")
    }
  }
}
