import JSON
import Monetization

extension Problem {
  init(_ refusal: AccessRefusal) {
    switch refusal {
    case .keyExists: self.init(field: "key", .notAllowed, "The key exists already.")
    }
  }
}
