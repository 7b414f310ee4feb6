import JSON
import Monetization

extension Problem {
  init(_ refusal: AccessRefusal) {
    switch refusal {
    case .keyExists: self.init(rule: "key", "The key exists already.")
    }
  }
}
