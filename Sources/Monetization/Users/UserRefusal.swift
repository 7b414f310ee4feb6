/// Why a user cannot do or set something.
package enum UserRefusal: FeatureRefusal {
  /// Nobody takes their own rights.
  case ownStanding
  /// An admin's rights are taken by another admin in person.
  case adminByKey
  /// The id is a word of the API, or one of ours.
  case idReserved
  /// A suspended user cannot spend; not stored, because it may be lifted.
  case suspended
  /// A limit of spending is not negative.
  case spendingLimitNegative

  package var stored: StoredRefusal? { nil }

  package init?(_ stored: StoredRefusal) { return nil }
}
