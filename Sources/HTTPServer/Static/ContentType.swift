/// The content type of a file, by the extension of its name.
struct ContentType {
  let name: String
  let isCompressible: Bool

  /// Pages get the content security policy.
  var isPage: Bool { name.hasPrefix("text/html") }

  private static let texts = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
    "json": "application/json", "map": "application/json", "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8", "yml": "application/yaml; charset=utf-8",
    "webmanifest": "application/manifest+json", "wasm": "application/wasm",
  ]
  private static let binaries = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "webp": "image/webp", "avif": "image/avif", "ico": "image/x-icon", "woff2": "font/woff2",
    "mp4": "video/mp4", "webm": "video/webm", "mp3": "audio/mpeg", "ogg": "audio/ogg",
  ]

  static func of(path: String) -> ContentType {
    let ending = path.split(separator: ".").last.map { $0.asciiLowercased() } ?? ""
    if let name = texts[ending] { return ContentType(name: name, isCompressible: true) }
    return ContentType(
      name: binaries[ending] ?? "application/octet-stream", isCompressible: false)
  }
}
