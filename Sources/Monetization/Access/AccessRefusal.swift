/// Why an API key is not made.
package enum AccessRefusal: FeatureRefusal {
  /// The key exists already.
  case keyExists

  package var stored: StoredRefusal? { nil }

  package init?(_ stored: StoredRefusal) { return nil }
}
