import HTTPServer

/// A page that is written by the server, under a policy without any script.
struct HTMLPage {
  let title: String
  /// HTML inside the card; its texts are escaped already.
  let body: String
  /// Another origin that the form's answer may lead to.
  let formOrigin: String?

  /// The page as an answer that nobody keeps.
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

  /// Browsers hold a form to its policy along redirects too, hence the other origin.
  private var policy: String {
    let form = ["'self'", formOrigin].compactMap(\.self).joined(separator: " ")
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
