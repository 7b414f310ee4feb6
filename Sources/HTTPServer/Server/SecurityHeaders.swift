/// The fields that every answer carries, and the policy of pages.
package enum SecurityHeaders {
  /// What a page may load: nothing but our own, and no script that came as text.
  package static let contentSecurityPolicy = """
    default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self' ws: wss:; base-uri 'none'; frame-ancestors 'none'; \
    form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'
    """

  /// The end of every head, its empty line included.
  ///
  /// Camera and microphone stay possible on our own pages, because calls need them.
  static let encoded = Array(
    """
    x-content-type-options: nosniff\r
    referrer-policy: same-origin\r
    cross-origin-opener-policy: same-origin\r
    permissions-policy: camera=(self), microphone=(self), geolocation=(), payment=()\r
    \r

    """.utf8)
}
