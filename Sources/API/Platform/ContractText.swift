/// The contract of the API, joined from one file for what all share and one for each feature.
package enum ContractText {
  /// The names of the files, in the order in which they are joined.
  package static let files =
    ["_base.yaml"] + FeatureTable.all.map { $0.name + ".yaml" }

  /// Joins the files.
  ///
  /// The same files always make the same text. Tags, paths and components are joined; everything
  /// else stands in one file alone.
  ///
  /// - Parameter texts: The text of each file by its name.
  /// - Returns: One document in the same plain form of YAML.
  /// - Throws: ``ContractFault``.
  package static func joined(_ texts: [String: String]) throws(ContractFault) -> String {
    for name in texts.keys.sorted() where !files.contains(name) {
      throw .unknown(file: name)
    }
    var contract = ContractSection()
    for name in files {
      guard let text = texts[name] else { throw .missing(file: name) }
      try contract.add(ContractLine.lines(of: text)[...], from: name, at: [])
    }
    return contract.text.joined(separator: "\n") + "\n"
  }
}

/// Why files are not one contract.
package enum ContractFault: Error, Equatable {
  /// A feature has no file.
  case missing(file: String)
  /// A file belongs to no feature.
  case unknown(file: String)
  /// Two definitions of the same; the path has a space between its steps.
  case definedTwice(path: String, first: String, second: String)
  /// A line stands where none can; the first line is 1.
  case misplaced(file: String, line: Int)

  /// What is wrong, for who keeps the files.
  package var sentence: String {
    switch self {
    case .missing(let file): "openapi/\(file) is missing; every feature has a file."
    case .unknown(let file): "openapi/\(file) belongs to no feature; name it after one."
    case .definedTwice(let path, let first, let second):
      "openapi/\(first) and openapi/\(second) both define \(path)."
    case .misplaced(let file, let line):
      "openapi/\(file), line \(line): expected a mapping that is indented by two."
    }
  }
}

/// One line that is neither blank nor a comment.
private struct ContractLine {
  /// The first line of a file is 1.
  let number: Int
  let indentation: Int
  let text: Substring

  static func lines(of text: String) -> [ContractLine] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
      index, line in
      let content = line.drop { $0 == " " }
      guard !content.isEmpty, !content.hasPrefix("#") else { return nil }
      return ContractLine(
        number: index + 1, indentation: line.count - content.count, text: line)
    }
  }

  /// What the line defines: the name before its colon, or the whole element of a list.
  var name: String? {
    let content = text.dropFirst(indentation)
    if content.hasPrefix("- ") { return String(content) }
    if content.last == ":" { return String(content.dropLast()) }
    return content.firstRange(of: ": ").map { String(content[..<$0.lowerBound]) }
  }
}

/// A mapping or list of the contract to which several files add.
private struct ContractSection {
  private var names: [String] = []
  private var sections: [String: ContractSection] = [:]
  private var definitions: [String: (lines: [Substring], file: String)] = [:]

  /// The lines, without what came before them.
  var text: [Substring] {
    names.flatMap { name in (definitions[name]?.lines ?? []) + (sections[name]?.text ?? []) }
  }

  /// Adds lines of a file that stand below a path.
  ///
  /// - Throws: ``ContractFault``.
  mutating func add(
    _ lines: ArraySlice<ContractLine>, from file: String, at path: [String]
  ) throws(ContractFault) {
    var rest = lines
    while let head = rest.popFirst() {
      guard head.indentation == 2 * path.count, let name = head.name else {
        throw .misplaced(file: file, line: head.number)
      }
      let body = rest.prefix { $0.indentation > head.indentation }
      rest = rest.dropFirst(body.count)
      try add(head, body, named: name, from: file, at: path + [name])
    }
  }

  private mutating func add(
    _ head: ContractLine, _ body: ArraySlice<ContractLine>, named name: String,
    from file: String, at path: [String]
  ) throws(ContractFault) {
    let other = definitions[name]
    if other == nil { names.append(name) }
    guard Self.isShared(path) else {
      if let other {
        throw .definedTwice(
          path: path.joined(separator: " "), first: other.file, second: file)
      }
      definitions[name] = (lines: [head.text] + body.map(\.text), file: file)
      return
    }
    guard head.text.last == ":" else { throw .misplaced(file: file, line: head.number) }
    if other == nil { definitions[name] = (lines: [head.text], file: file) }
    try sections[name, default: ContractSection()].add(body, from: file, at: path)
  }

  /// Whether several files may add to what stands at a path.
  private static func isShared(_ path: [String]) -> Bool {
    switch path.count {
    case 1: ["tags", "paths", "components"].contains(path[0])
    case 2: path[0] == "components"
    default: false
    }
  }
}
