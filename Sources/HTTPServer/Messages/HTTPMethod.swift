/// The request methods that a route can have.
///
/// *Source:* RFC 9110 section 9; RFC 5789.
package enum HTTPMethod: String, Sendable, CaseIterable {
  /// Reads a resource.
  case get = "GET"
  /// Reads the header fields of a resource.
  case head = "HEAD"
  /// Runs an action or creates a resource.
  case post = "POST"
  /// Creates or replaces a resource.
  case put = "PUT"
  /// Changes a part of a resource.
  case patch = "PATCH"
  /// Removes a resource.
  case delete = "DELETE"
  /// Asks for the allowed methods, also as a preflight of another origin.
  case options = "OPTIONS"
}
