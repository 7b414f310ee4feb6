package import Monetization

/// What people read and see of a payment, looked up when it is shown.
package struct AnimationCaption: Equatable, Sendable {
  /// The gift of the catalog that was paid for; nil for other payments, or when it
  /// cannot be read.
  package let gift: GiftAppearance?
  /// The payer's id as the integrator knows it; nil for a crowd.
  package let senderID: String?
  package let senderName: String
  package let message: String?

  package init(
    gift: GiftAppearance? = nil, senderID: String?, senderName: String, message: String?
  ) {
    self.gift = gift
    self.senderID = senderID
    self.senderName = senderName
    self.message = message
  }

  /// The name under which payments of a crowd are shown.
  package static let crowdName = "Several viewers"
}
