/// The fields that every answer carries, and the policy of pages.
package enum SecurityHeaders {
  /// What a page may load and talk to: nothing but our own, and no script that came as text.
  ///
  /// In `connect-src`, `'self'` is this host over HTTP and WebSocket alike.
  /// *Source:* Content Security Policy Level 3 section 6.7.2.8; Chromium 70, Safari 16, Firefox.
  package static let contentSecurityPolicy = """
    default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; \
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
