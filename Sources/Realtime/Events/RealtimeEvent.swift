import Monetization

/// Something that was committed, as it is sent to the people in a room.
enum RealtimeEvent: Equatable, Sendable {
  case animation(PaymentAnimation, AnimationCaption)
  case streamStarted(StreamID)
  case streamEnded(StreamID)
  /// How many connections are in the room.
  case viewerCount(Int)
  case balanceUpdated(Int64)
  case earningsUpdated(EarningsUpdate)
  case purchaseCompleted(PurchaseCompleted)

  /// What a slow client may lose of it.
  enum Weight: Equatable, Sendable {
    /// The oldest one goes first.
    case animation
    /// Only the newest value counts.
    case counter
    /// Nothing: a client that cannot take it is disconnected.
    case event
  }

  var weight: Weight {
    switch self {
    case .animation: .animation
    case .viewerCount, .balanceUpdated: .counter
    case .streamStarted, .streamEnded, .earningsUpdated, .purchaseCompleted: .event
    }
  }

  /// The wire name.
  var name: String {
    switch self {
    case .animation(let animation, _): AnimationKind.of(animation.source)?.name ?? ""
    case .streamStarted: "stream.started"
    case .streamEnded: "stream.ended"
    case .viewerCount: "viewer.count"
    case .balanceUpdated: "balance.updated"
    case .earningsUpdated: "earnings.updated"
    case .purchaseCompleted: "purchase.completed"
    }
  }
}
