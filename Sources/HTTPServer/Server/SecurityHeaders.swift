/// The header fields of every response, and the content security policy of pages.
package enum SecurityHeaders {
  /// The content security policy: pages load only from this host, without inline scripts.
  ///
  /// In `connect-src`, `'self'` is this host over HTTP and WebSocket alike.
  /// *Source:* Content Security Policy Level 3 section 6.7.2.8; Chromium 70, Safari 16, Firefox.
  package static let contentSecurityPolicy = """
    default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; \
    form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'
    """

  /// The end of every head, including its empty line.
  ///
  /// Camera and microphone stay allowed on our own pages, because calls need them.
  static let encoded = Array(
    """
    x-content-type-options: nosniff\r
    referrer-policy: same-origin\r
    cross-origin-opener-policy: same-origin\r
    permissions-policy: camera=(self), microphone=(self), geolocation=(), payment=()\r
    \r

    """.utf8)
}
