import JSON
package import Monetization

extension Problem {
  /// What the rules refused, in the words of the wire; each feature has its own.
  package init(_ refusal: Refusal) {
    switch refusal {
    case .notFound(let missing):
      self.init(
        .notFound, "There is no such \(missing.wireName).",
        facts: [.init("missing", .string(missing.wireName))])
    case .wallet(let refusal): self.init(refusal)
    case .gift(let refusal): self.init(refusal)
    case .tip(let refusal): self.init(refusal)
    case .package(let refusal): self.init(refusal)
    case .purchase(let refusal): self.init(refusal)
    case .stream(let refusal): self.init(refusal)
    case .creator(let refusal): self.init(refusal)
    case .user(let refusal): self.init(refusal)
    case .settings(let refusal): self.init(refusal)
    case .access(let refusal): self.init(refusal)
    }
  }

  /// A conflict with a reason for programs.
  init(conflict reason: String, _ error: String) {
    self.init(.conflict, error, facts: [.init("reason", .string(reason))])
  }
}

extension Refusal.Missing {
  /// What the thing is called on the wire.
  var wireName: String {
    switch self {
    case .user: "user"
    case .creator: "creator"
    case .gift: "gift"
    case .package: "package"
    case .purchase: "purchase"
    case .stream: "stream"
    case .apiKey: "apiKey"
    }
  }
}
