/// What people read and see of a gift, looked up when it is shown.
package struct GiftCaption: Equatable, Sendable {
  package let giftName: String
  package let imageURL: String?
  package let animationURL: String?
  /// The sender's id as the integrator knows it; nil for a crowd.
  package let senderID: String?
  package let senderName: String
  package let message: String?

  package init(
    giftName: String, imageURL: String?, animationURL: String?, senderID: String?,
    senderName: String, message: String?
  ) {
    self.giftName = giftName
    self.imageURL = imageURL
    self.animationURL = animationURL
    self.senderID = senderID
    self.senderName = senderName
    self.message = message
  }

  /// The name under which gifts of a crowd are shown.
  package static let crowdName = "Several viewers"
}
