import JSON
import Monetization

extension Problem {
  /// Why a creator cannot be paid.
  ///
  /// - Parameters:
  ///   - refusal: The reason.
  ///   - receiver: The field of the request that names the creator.
  init(_ refusal: PaymentRefusal, receiver: String) {
    switch refusal {
    case .receiverNotCreator:
      self.init(
        .receiverNotCreator, "The receiver is not an approved creator.",
        facts: [.init("field", .string(receiver))])
    case .selfPayment:
      self.init(
        .selfPayment, "Nobody can pay themself.", facts: [.init("field", .string(receiver))])
    case .streamOfAnotherCreator:
      self.init(rule: receiver, "The stream belongs to another creator.")
    }
  }
}
