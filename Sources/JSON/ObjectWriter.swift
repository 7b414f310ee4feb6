/// Writes the fields of one object; nil becomes `null`.
///
/// The caller must write each name once.
package struct ObjectWriter: Sendable {
  private(set) var bytes: [UInt8] = []
  private var isEmpty = true

  init(lending lender: inout [UInt8]) {
    swap(&bytes, &lender)
  }

  /// Writes a string field.
  package mutating func field(_ name: String, _ text: String?) {
    begin(name)
    if let text { bytes.appendJSON(text) } else { bytes.appendJSONNull() }
  }

  /// Writes an integer field.
  package mutating func field(_ name: String, _ number: Int64?) {
    begin(name)
    if let number { bytes.appendJSON(number) } else { bytes.appendJSONNull() }
  }

  /// Writes an integer field.
  package mutating func field(_ name: String, _ number: Int) {
    field(name, Int64(number))
  }

  /// Writes a field that is true or false.
  package mutating func field(_ name: String, _ flag: Bool?) {
    begin(name)
    if let flag { bytes.appendJSON(flag) } else { bytes.appendJSONNull() }
  }

  /// Writes a field that holds any value.
  package mutating func field(_ name: String, _ value: JSONValue) {
    begin(name)
    bytes.appendJSON(value)
  }

  /// Writes a field that is `null`.
  package mutating func null(_ name: String) {
    begin(name)
    bytes.appendJSONNull()
  }

  /// Writes a field whose value is JSON text; the caller guarantees that it is valid.
  package mutating func raw(_ name: String, _ text: [UInt8]) {
    begin(name)
    bytes.append(contentsOf: text)
  }

  /// Writes a field that holds an object.
  package mutating func object(_ name: String, _ body: (inout ObjectWriter) -> Void) {
    begin(name)
    bytes.appendJSONObject(body)
  }

  /// Writes a field that holds an array.
  package mutating func array(_ name: String, _ body: (inout ArrayWriter) -> Void) {
    begin(name)
    bytes.appendJSONArray(body)
  }

  /// Writes a field that holds an array of objects, one for each item.
  package mutating func objects<Items: Sequence>(
    _ name: String, _ items: Items, _ body: (inout ObjectWriter, Items.Element) -> Void
  ) {
    array(name) { array in
      for item in items { array.object { body(&$0, item) } }
    }
  }

  private mutating func begin(_ name: String) {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    bytes.appendJSON(name)
    bytes.append(UInt8(ascii: ":"))
  }
}
