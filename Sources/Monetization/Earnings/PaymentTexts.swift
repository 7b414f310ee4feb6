/// The personal texts of a payment, which are stored beside its entry.
package struct PaymentTexts: Equatable, Sendable {
  /// Cleaned.
  package let message: String?
  package let metadata: Metadata?

  package init(message: String?, metadata: Metadata?) {
    self.message = message
    self.metadata = metadata
  }

  /// Which of them there are.
  package var kinds: TextKinds {
    var kinds: TextKinds = []
    if message != nil { kinds.insert(.message) }
    if metadata != nil { kinds.insert(.metadata) }
    return kinds
  }

  /// Those that there are, in the order of ``TextKinds``.
  package var all: [String] {
    // Nothing is allocated for most gifts, which have none.
    var all: [String] = []
    if let message { all.append(message) }
    if let metadata { all.append(metadata.text) }
    return all
  }
}
