import Application
import JSON

extension Fingerprint {
  /// Takes a value in: what it says and not how it is written.
  ///
  /// Each value begins with its kind, and what has parts with their number, so that two values
  /// never add the same. Members count in the order of their names' bytes. Linear in the size.
  mutating func add(_ value: JSONValue) {
    switch value {
    case .null: add("null")
    case .bool(let flag): add(flag ? "true" : "false")
    case .integer(let number):
      add("integer")
      add(number)
    case .decimal(let literal):
      add("decimal")
      add(literal)
    case .string(let text):
      add("string")
      add(text)
    case .array(let elements):
      add("array")
      add(Int64(elements.count))
      for element in elements { add(element) }
    case .object(let members):
      add("object")
      add(Int64(members.count))
      for member in members.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
        add(member.name)
        add(member.value)
      }
    }
  }
}
