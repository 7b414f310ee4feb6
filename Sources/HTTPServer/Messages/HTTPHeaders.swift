/// Header fields in their order; names are kept in lower case and compared so.
///
/// A list serves better than a dictionary here: messages carry few fields, order is kept, and
/// comparing short strings is cheaper than hashing them.
package struct HTTPHeaders: Sendable, Equatable {
  /// One field; the name is in lower case.
  package struct Field: Sendable, Equatable {
    /// The name in lower case.
    package let name: String
    /// The value without white space around it; empty when it is not readable.
    package var value: String
    /// Whether the value is text: other bytes are allowed in fields that nobody reads.
    var isReadable = true
  }

  /// All fields in the order of arrival or of adding.
  package private(set) var fields: [Field] = []

  /// No fields at all.
  package init() {}

  /// The first value of a name that is written in lower case.
  ///
  /// For fields where a second value is harmless; ``single(_:)`` is for all others.
  package subscript(name: String) -> String? {
    for field in fields where field.name == name && field.isReadable { return field.value }
    return nil
  }

  /// The value of a field that may occur once, by its name in lower case.
  ///
  /// Of two values one reader uses the first and another the last, so code that relies on the value
  /// must refuse both, and so it is with a value that is no text.
  package func single(_ name: String) -> SingleField {
    var found = SingleField.absent
    for field in fields where field.name == name {
      guard case .absent = found, field.isReadable else { return .several }
      found = .value(field.value)
    }
    return found
  }

  /// Adds a field after the others; the name in any case.
  package mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name.asciiLowercased(), value: value))
  }

  /// Replaces all fields of that name by one; the name in any case.
  package mutating func set(_ name: String, _ value: String) {
    let name = name.asciiLowercased()
    fields.removeAll { $0.name == name }
    fields.append(Field(name: name, value: value))
  }

  /// Whether a comma-separated field names a token, compared without case.
  package func lists(_ token: String, in name: String) -> Bool {
    fields.contains { field in
      field.name == name
        && field.value.split(separator: ",").contains {
          $0.trimmingBlanks().asciiLowercased() == token
        }
    }
  }

  mutating func reserveCapacity(_ count: Int) { fields.reserveCapacity(count) }

  /// Adds a field whose value is no text.
  mutating func addUnreadable(_ name: String) {
    fields.append(Field(name: name, value: "", isReadable: false))
  }

  /// Adds a field whose name is known to be in lower case.
  mutating func addLowercased(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }
}

/// The content of a field that may occur once.
package enum SingleField: Sendable, Equatable {
  /// The field is absent.
  case absent
  /// One value.
  case value(String)
  /// More than one value, or one that is no text: nothing can be told from it.
  case several

  /// The value if there is exactly one.
  package var value: String? {
    if case .value(let text) = self { text } else { nil }
  }
}

extension StringProtocol {
  /// The text with A–Z in lower case and everything else unchanged.
  func asciiLowercased() -> String {
    guard utf8.contains(where: { $0 >= 0x41 && $0 <= 0x5A }) else { return String(self) }
    return String(
      decoding: utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// The text without spaces and tabs at its ends.
  func trimmingBlanks() -> SubSequence {
    var text = self[...]
    while let first = text.utf8.first, first == 0x20 || first == 0x09 { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
