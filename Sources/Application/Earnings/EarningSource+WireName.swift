package import Monetization

extension EarningSource {
  /// What the source is called on the wire, by the API and in real time.
  package var wireName: String {
    switch self {
    case .gift: "gift"
    case .tip: "tip"
    case .like: "like"
    case .ticket: "ticket"
    case .call: "call"
    case .viewing: "viewing"
    }
  }
}
