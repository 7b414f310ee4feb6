import HTTPServer

/// A page that the server renders, with a policy that allows no script.
struct HTMLPage {
  let title: String
  /// The HTML inside the card, already escaped.
  let body: String
  /// Another origin to which the form's response may redirect.
  let formOrigin: String?

  /// The page as a response that is not cached.
  func response(status: Int) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: [
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        "cache-control": "no-store",
      ],
      body: .bytes(Array(text.utf8)))
  }

  /// Browsers apply the form's policy to redirects too, so the other origin is listed.
  private var policy: String {
    // A policy writes the scheme of an app as `myapp:`.
    let other = formOrigin.map { $0.hasSuffix("://") ? String($0.dropLast(2)) : $0 }
    let form = ["'self'", other].compactMap(\.self).joined(separator: " ")
    return """
      default-src 'none'; style-src 'self'; img-src 'self'; form-action \(form); \
      base-uri 'none'; frame-ancestors 'none'
      """
  }

  private var text: String {
    """
    <!doctype html>
    <html lang="en" dir="ltr">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>\(HTMLText.escape(title)) · Test payment</title>
    <link rel="icon" href="/web/images/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/web/styles/sandbox.css">
    </head>
    <body>
    <header>
    <img src="/web/images/logo.svg" alt="" width="36" height="36">
    <p>Ovation Sandbox</p>
    <p class="mark">Test mode</p>
    </header>
    <main>
    \(body)
    </main>
    <footer>
    <p>This page stands in for a payment provider. No card is asked for and no real money moves.</p>
    </footer>
    </body>
    </html>

    """
  }
}
