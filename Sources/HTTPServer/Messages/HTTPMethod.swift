/// The request methods that a route can have.
///
/// *Source:* RFC 9110 section 9; RFC 5789.
package enum HTTPMethod: String, Sendable, CaseIterable {
  /// Reads.
  case get = "GET"
  /// Reads without the body.
  case head = "HEAD"
  /// Does something.
  case post = "POST"
  /// Makes or replaces.
  case put = "PUT"
  /// Changes a part.
  case patch = "PATCH"
  /// Removes.
  case delete = "DELETE"
  /// Asks what is possible, and what another origin may do.
  case options = "OPTIONS"
}
