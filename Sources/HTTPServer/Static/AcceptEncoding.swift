/// Reads which content codings a client accepts.
///
/// *Source:* RFC 9110 sections 12.4.2, 12.5.3.
enum AcceptEncoding {
  /// Whether gzip may be sent; `gzip;q=0` refuses it, and without the field it is not sent.
  static func takesGzip(_ field: String?) -> Bool {
    guard let field else { return false }
    var takesAny = false
    for item in field.split(separator: ",") {
      let parts = item.split(separator: ";").map { $0.trimmingBlanks().asciiLowercased() }
      let isRefused = parts.dropFirst().contains { weight in
        weight.hasPrefix("q=0") && !weight.utf8.contains { $0 >= 0x31 && $0 <= 0x39 }
      }
      if parts.first == "gzip" { return !isRefused }
      if parts.first == "*" { takesAny = !isRefused }
    }
    return takesAny
  }
}
