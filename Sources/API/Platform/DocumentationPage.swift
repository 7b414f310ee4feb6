import Application
import HTTPServer

/// The page that shows the table of routes to people; `/openapi.yaml` serves the contract itself.
enum DocumentationPage {
  /// Made once; it needs neither script nor style of its own.
  static let body = SharedBody(Array(html.utf8))

  private static var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>Ovation API</title></head>
    <body>
    <main>
    <h1>Ovation API</h1>
    <p>Requests and answers in full: <a href="/openapi.yaml">openapi.yaml</a>. Send
    <code>Authorization: Bearer</code> with a token of your identity provider or an API key,
    and an <code>Idempotency-Key</code> with everything that makes something or moves value: it is
    marked in the last column. Problems come as <code>application/problem+json</code> with a stable
    <code>code</code>.</p>
    \(FeatureTable.all.map(section(of:)).joined())
    </main>
    </body>
    </html>
    """
  }

  private static func section(of feature: Feature) -> String {
    let rows = feature.lines.map { line in
      "<tr><td><code>\(line.method)</code></td>"
        + "<td><code>\(HTMLText.escape(line.pattern))</code></td>"
        + "<td>\(line.callers)</td><td>\(HTMLText.escape(line.summary))</td>"
        + "<td>\(line.repetition == .keyed ? "Idempotency-Key" : "")</td></tr>\n"
    }
    return """
      <h2>\(feature.name.prefix(1).uppercased() + feature.name.dropFirst())</h2>
      <table>
      <thead><tr><th scope="col">Method</th><th scope="col">Address</th>
      <th scope="col">For</th><th scope="col">What</th><th scope="col">Takes</th></tr></thead>
      <tbody>
      \(rows.joined())</tbody>
      </table>

      """
  }
}
