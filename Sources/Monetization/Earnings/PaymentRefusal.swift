/// Why a creator cannot be paid: the part that all payments to creators share.
///
/// Each feature has it as a case of its own refusals, and so names the field of its request.
package enum PaymentRefusal: UInt8, Sendable, CaseIterable {
  /// Only an approved creator can receive.
  case receiverNotCreator = 1
  /// Nobody can pay themself.
  case selfPayment = 2
  /// The stream in whose room it is belongs to another creator; not stored.
  case streamOfAnotherCreator = 3

  /// The stored form, numbered by the feature.
  func stored(_ number: UInt8) -> StoredRefusal? {
    self == .streamOfAnotherCreator ? nil : StoredRefusal(number, Int64(rawValue))
  }

  /// Reads what a feature stored; nil when it is no refusal that is stored.
  init?(_ stored: StoredRefusal) {
    guard stored.values.count == 1,
      let refusal = UInt8(exactly: stored.values[0]).flatMap(PaymentRefusal.init(rawValue:)),
      refusal != .streamOfAnotherCreator
    else { return nil }
    self = refusal
  }
}
