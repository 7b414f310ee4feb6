import JSON
package import Monetization

extension Problem {
  /// What the rules refused, in the words of the wire.
  package init(_ refusal: Refusal) {
    switch refusal {
    case .insufficientBalance(let required, let balance):
      self.init(
        .insufficientBalance, "The wallet holds \(balance) coins and this takes \(required).",
        facts: [
          .init("required", required), .init("balance", balance),
          .init("shortfall", required - balance),
        ])
    case .spendingLimit(let limit, let left):
      self.init(
        .spendingLimit, "Of the \(limit) coins that may be spent in a day \(left) are left.",
        facts: [.init("limit", limit), .init("left", left)])
    case .receiverNotCreator: self = .receiverNotCreator
    case .selfPayment:
      self.init(
        .selfPayment, "Nobody can pay themself.", facts: [.init("field", .string("receiverId"))])
    case .accountSuspended:
      self.init(.accountSuspended, "This account is suspended; its balance is kept.")
    case .outOfStock(let remaining):
      self.init(
        .outOfStock, "Only \(remaining) of these gifts are left.",
        facts: [.init("remaining", remaining)])
    case .amountOutOfBounds:
      self.init(
        field: "amount", .outOfRange,
        "The amount would leave the bounds of an operation or of a balance.")
    case .notFound(let missing):
      self.init(
        .notFound, "There is no such \(missing.wireName).",
        facts: [.init("missing", .string(missing.wireName))])
    case .conflict(let conflict): self.init(conflict)
    case .invalid(let field, let reason): self.init(field: field, .notAllowed, reason)
    }
  }

  /// Only an approved creator can receive; an unknown user is none.
  package static let receiverNotCreator = Problem(
    .receiverNotCreator, "The receiver is not an approved creator.",
    facts: [.init("field", .string("receiverId"))])

  private init(_ conflict: Refusal.Conflict) {
    switch conflict {
    case .streamNotLive: self.init(conflict: "stream_not_live", "The stream is not live.")
    case .streamAlreadyStarted:
      self.init(conflict: "stream_already_started", "The stream has already started; end it.")
    case .streamAlreadyEnded:
      self.init(conflict: "stream_already_ended", "The stream has already ended.")
    case .creatorAlreadyLive:
      self.init(conflict: "creator_already_live", "Another stream of this creator is live.")
    case .creatorAlreadyApplied:
      self.init(.alreadyExists, "There is an application of this user already.")
    case .applicationAlreadyReviewed:
      self.init(
        conflict: "application_already_reviewed", "The application was already decided on.")
    case .settingsChangedMeanwhile:
      self.init(
        conflict: "settings_changed_meanwhile",
        "The settings were changed meanwhile; read them again.")
    }
  }

  private init(conflict reason: String, _ error: String) {
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

extension JSONValue.Member {
  /// Binds a name to a number.
  fileprivate init(_ name: String, _ number: Int64) { self.init(name, .integer(number)) }
}
