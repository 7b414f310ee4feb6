import JSON
import Monetization

/// How the payments of a source are shown in rooms.
struct AnimationKind: Sendable {
  /// The wire name of the event.
  let name: String
  /// Whether the creator's own feed shows them, too.
  var isInFeed = false
  /// Writes the fields of `data`.
  let write: @Sendable (PaymentAnimation, AnimationCaption, inout ObjectWriter) -> Void

  /// How a source is shown; nil for payments that are shown in no room.
  static func of(_ source: EarningSource) -> AnimationKind? { kinds[source] }

  private static let kinds: [EarningSource: AnimationKind] = [
    .gift: gift, .tip: tip,
  ]
}
