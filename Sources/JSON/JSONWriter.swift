/// Writes JSON text as UTF-8 bytes without building values first.
///
/// The types prevent malformed JSON: an `ObjectWriter` writes only named fields, an `ArrayWriter`
/// only elements, and the end of the closure closes both. The text is safe inside an HTML `script`
/// element.
package struct JSONWriter: Sendable {
  /// The text written so far.
  package private(set) var bytes: [UInt8] = []

  /// Creates an empty text with capacity for a number of bytes.
  package init(capacity: Int = 512) {
    bytes.reserveCapacity(capacity)
  }

  /// The text of one object.
  package static func object(
    capacity: Int = 512, _ body: (inout ObjectWriter) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter(capacity: capacity)
    writer.object(body)
    return writer.bytes
  }

  /// The text of one array.
  package static func array(
    capacity: Int = 512, _ body: (inout ArrayWriter) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter(capacity: capacity)
    writer.array(body)
    return writer.bytes
  }

  /// Appends an object.
  package mutating func object(_ body: (inout ObjectWriter) -> Void) {
    bytes.appendJSONObject(body)
  }

  /// Appends an array.
  package mutating func array(_ body: (inout ArrayWriter) -> Void) {
    bytes.appendJSONArray(body)
  }

  /// Writes a line feed, for texts of one value per line.
  package mutating func newLine() {
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Removes the text and keeps the capacity.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }
}

/// Both move the bytes to the inner writer and back, so nothing is copied.
extension [UInt8] {
  mutating func appendJSONObject(_ body: (inout ObjectWriter) -> Void) {
    append(UInt8(ascii: "{"))
    var writer = ObjectWriter(lending: &self)
    body(&writer)
    self = writer.bytes
    append(UInt8(ascii: "}"))
  }

  mutating func appendJSONArray(_ body: (inout ArrayWriter) -> Void) {
    append(UInt8(ascii: "["))
    var writer = ArrayWriter(lending: &self)
    body(&writer)
    self = writer.bytes
    append(UInt8(ascii: "]"))
  }
}
