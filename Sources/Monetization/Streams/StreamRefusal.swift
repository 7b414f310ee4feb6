/// Why a stream cannot be moved or edited, or takes no payment.
package enum StreamRefusal: FeatureRefusal {
  /// The stream is not live.
  case notLive
  /// The stream has started, so that it can only be ended.
  case alreadyStarted
  /// The stream is over.
  case alreadyEnded
  /// Another stream of the creator is live.
  case creatorAlreadyLive
  /// A limit is at least one viewer.
  case viewersOutOfBounds

  package var stored: StoredRefusal? {
    switch self {
    case .notLive: StoredRefusal(1)
    case .alreadyStarted: StoredRefusal(2)
    case .alreadyEnded: StoredRefusal(3)
    case .creatorAlreadyLive: StoredRefusal(4)
    case .viewersOutOfBounds: nil
    }
  }

  package init?(_ stored: StoredRefusal) {
    switch (stored.number, stored.values.count) {
    case (1, 0): self = .notLive
    case (2, 0): self = .alreadyStarted
    case (3, 0): self = .alreadyEnded
    case (4, 0): self = .creatorAlreadyLive
    default: return nil
    }
  }
}
