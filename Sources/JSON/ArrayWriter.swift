/// Writes the elements of one array.
package struct ArrayWriter: Sendable {
  private(set) var bytes: [UInt8] = []
  private var isEmpty = true

  init(lending lender: inout [UInt8]) {
    swap(&bytes, &lender)
  }

  /// Writes a string.
  package mutating func element(_ text: String) {
    begin()
    bytes.appendJSON(text)
  }

  /// Writes an integer.
  package mutating func element(_ number: Int64) {
    begin()
    bytes.appendJSON(number)
  }

  /// Writes any value.
  package mutating func element(_ value: JSONValue) {
    begin()
    bytes.appendJSON(value)
  }

  /// Writes JSON text unchanged; the caller guarantees that it is valid.
  package mutating func raw(_ text: [UInt8]) {
    begin()
    bytes.append(contentsOf: text)
  }

  /// Writes an object.
  package mutating func object(_ body: (inout ObjectWriter) -> Void) {
    begin()
    bytes.appendJSONObject(body)
  }

  /// Writes an array.
  package mutating func array(_ body: (inout ArrayWriter) -> Void) {
    begin()
    bytes.appendJSONArray(body)
  }

  private mutating func begin() {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
  }
}
