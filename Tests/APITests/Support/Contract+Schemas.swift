import Foundation
import JSON

extension Contract {
  /// What is wrong with a value by a schema; nil when nothing is.
  ///
  /// Strict is for answers: fields that the schema does not know are wrong then as well.
  func fault(of value: JSONValue, _ schema: JSONValue, isStrict: Bool) -> String? {
    let schema = resolved(schema)
    if let choices = schema["oneOf"]?.arrayValue {
      let faults = choices.map { fault(of: value, $0, isStrict: isStrict) }
      return faults.contains(nil) ? nil : faults.compactMap(\.self).first
    }
    for part in schema["allOf"]?.arrayValue ?? [] {
      if let fault = fault(of: value, part, isStrict: isStrict) { return fault }
    }
    if let fault = typeFault(of: value, schema) { return fault }
    switch value {
    case .object: return objectFault(of: value, schema, isStrict: isStrict)
    case .array(let elements):
      guard let items = schema["items"] else { return nil }
      for (index, element) in elements.enumerated() {
        if let fault = fault(of: element, items, isStrict: isStrict) { return "[\(index)]\(fault)" }
      }
      return nil
    case .string(let text): return textFault(of: text, schema)
    case .integer(let number):
      if let least = schema["minimum"]?.integerValue, number < least { return " is below \(least)" }
      if let most = schema["maximum"]?.integerValue, number > most { return " is above \(most)" }
      return nil
    case .null, .bool, .decimal: return nil
    }
  }

  private func typeFault(of value: JSONValue, _ schema: JSONValue) -> String? {
    guard let type = schema["type"] else { return " has a schema without type" }
    let types = type.arrayValue?.compactMap(\.stringValue) ?? [type.stringValue ?? ""]
    return types.contains(value.typeName) ? nil : " is \(value.typeName) and not \(types)"
  }

  private func objectFault(of value: JSONValue, _ schema: JSONValue, isStrict: Bool) -> String? {
    let properties = schema["properties"]?.names ?? []
    for name in schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
    where !value.names.contains(name) { return " lacks \(name)" }
    let isClosed = schema["additionalProperties"]?.boolValue == false
    if isClosed || (isStrict && !properties.isEmpty) {
      let unknown = value.names.subtracting(properties)
      if !unknown.isEmpty { return " has \(unknown.sorted())" }
    }
    for (name, member) in value.members {
      guard let property = schema["properties"]?[name] else { continue }
      if let fault = fault(of: member, property, isStrict: isStrict) { return ".\(name)\(fault)" }
    }
    return nil
  }

  private func textFault(of text: String, _ schema: JSONValue) -> String? {
    if let choices = schema["enum"]?.arrayValue, !choices.contains(.string(text)) {
      return " is \(text) and none of \(choices.compactMap(\.stringValue))"
    }
    if let pattern = schema["pattern"]?.stringValue,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      return " is \(text) and not \(pattern)"
    }
    let count = Int64(text.unicodeScalars.count)
    if let least = schema["minLength"]?.integerValue, count < least { return " is too short" }
    if let most = schema["maxLength"]?.integerValue, count > most { return " is too long" }
    return nil
  }
}

extension JSONValue {
  /// The type as schemas call it.
  fileprivate var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .decimal: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
