import Foundation
import HTTPServer
import JSON

@testable import API

/// The joined contract, as far as tests hold the code to it.
struct Contract: Sendable {
  /// The whole document.
  let document: JSONValue

  /// The contract of this repository; read once.
  static let ours = Contract(text: text)

  /// The joined text; empty when the files cannot be joined, which the tests then say.
  static let text: String = (try? ContractText.joined(files)) ?? ""

  /// The files of the repository by their names.
  static let files: [String: String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "openapi")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let texts = names.map { name in
      (name, (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? "")
    }
    return Dictionary(uniqueKeysWithValues: texts)
  }()

  init(text: String) {
    var lines = PlainYAML(text: text)
    document = lines.mapping(indentation: 0)
  }

  /// Every route as method and address, addresses as the table writes them.
  var routes: [String: JSONValue] {
    var routes: [String: JSONValue] = [:]
    for (path, methods) in (document["paths"] ?? .null).members {
      let pattern = path.replacing("{", with: ":").replacing("}", with: "")
      for (method, operation) in methods.members {
        routes["\(method.uppercased()) \(pattern)"] = operation
      }
    }
    return routes
  }

  /// What is wrong with an answer; nil when the contract says all of it.
  func fault(of answer: Answer, to route: String) -> String? {
    guard let operation = routes[route] else { return "no such route in the contract" }
    guard let documented = operation["responses"]?[String(answer.status)] else {
      return "status \(answer.status) is not in the contract"
    }
    let type = answer.headers["content-type"]?.prefix { $0 != ";" } ?? ""
    let content = resolved(documented)["content"]
    guard !answer.bytes.isEmpty else { return content == nil ? nil : "a body was promised" }
    guard let schema = content?[String(type)]?["schema"] else {
      return "a body of type \(type) is not in the contract"
    }
    guard type.hasSuffix("json") else { return nil }
    return fault(of: answer.json, schema, isStrict: type == "application/json")
  }

  /// What is wrong with a request that was taken; nil when the contract allows it.
  func fault(ofRequest body: [UInt8], to route: String) -> String? {
    guard !body.isEmpty, let value = try? JSONValue(parsing: body),
      let content = routes[route]?["requestBody"]?["content"]?["application/json"]
    else { return nil }
    return fault(of: value, content["schema"] ?? .null, isStrict: false)
  }

  func resolved(_ value: JSONValue) -> JSONValue {
    guard let reference = value["$ref"]?.stringValue else { return value }
    return reference.split(separator: "/").dropFirst().reduce(document) { value, name in
      value[String(name)] ?? .null
    }
  }
}

/// The plain form of YAML that the contract is written in: mappings by indentation, values in JSON.
private struct PlainYAML {
  private var rest: ArraySlice<(indentation: Int, text: Substring)>

  init(text: String) {
    let lines = text.split(separator: "\n").map { (line: Substring) in
      (indentation: line.prefix { $0 == " " }.count, text: line.drop { $0 == " " })
    }
    rest = lines.filter { !$0.text.hasPrefix("#") }[...]
  }

  mutating func mapping(indentation: Int) -> JSONValue {
    var members: [JSONValue.Member] = []
    while let line = rest.first, line.indentation == indentation, let colon = colon(line.text) {
      rest = rest.dropFirst()
      let quoted = line.text[..<colon].drop { $0 == "\"" }
      let name = quoted.last == "\"" ? quoted.dropLast() : quoted
      let text = line.text[colon...].dropFirst().drop { $0 == " " }
      members.append(
        JSONValue.Member(String(name), text.isEmpty ? nested(below: indentation) : value(text)))
    }
    return .object(members)
  }

  private mutating func nested(below indentation: Int) -> JSONValue {
    guard let line = rest.first, line.indentation > indentation else { return .null }
    guard line.text.hasPrefix("- ") else { return mapping(indentation: line.indentation) }
    var elements: [JSONValue] = []
    while let next = rest.first, next.indentation == line.indentation, next.text.hasPrefix("- ") {
      elements.append(value(next.text.dropFirst(2)))
      rest = rest.dropFirst()
    }
    return .array(elements)
  }

  /// Where the name ends: at a colon before a space or the end.
  private func colon(_ text: Substring) -> Substring.Index? {
    text.indices.first { index in
      let next = text.index(after: index)
      return text[index] == ":" && (next == text.endIndex || text[next] == " ")
    }
  }

  private func value(_ text: Substring) -> JSONValue {
    (try? JSONValue(parsing: Array(text.utf8))) ?? .string("unreadable: \(text)")
  }
}

extension JSONValue {
  /// The members of an object; none for anything else.
  var members: [(String, JSONValue)] {
    guard case .object(let members) = self else { return [] }
    return members.map { ($0.name, $0.value) }
  }
}
