/// Reads which content codings a client accepts.
///
/// *Source:* RFC 9110 section 12.5.3.
enum AcceptEncoding {
  /// Whether gzip may be sent; `gzip;q=0` refuses it, and without the field it is not sent.
  static func takesGzip(_ field: String?) -> Bool {
    let elements = WeightedList([field].compactMap(\.self)).elements
    let element = elements.first { $0.name == "gzip" } ?? elements.first { $0.name == "*" }
    return (element?.weight ?? 0) > 0
  }
}
