/// Why a user cannot do or set something.
package enum UserRefusal: FeatureRefusal {
  /// A suspended user cannot spend; not stored, because it may be lifted.
  /// The id is a word of the API, or one of ours.
  case idReserved
  case suspended
  /// A limit of spending is not negative.
  case spendingLimitNegative

  package var stored: StoredRefusal? { nil }

  package init?(_ stored: StoredRefusal) { return nil }
}
