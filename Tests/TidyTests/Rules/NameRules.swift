/// How files are called.
enum NameRules {
  static let all = [mainType]

  /// The type `Split` stands in `Split.swift`, its extensions in `Split+Coding.swift`.
  ///
  /// A file that only extends what others declared is named after what it adds.
  static let mainType = FileRule("a file is named after what it declares") { file in
    guard file.dialect == .swift, file.path.contains("/"), !file.path.hasSuffix("main.swift") else {
      return []
    }
    let kinds: Set = ["struct", "enum", "class", "actor", "protocol", "typealias"]
    let onlyExtends =
      file.code.contains { $0.text == "extension" }
      && !file.code.contains { kinds.contains($0.text) }
    guard !onlyExtends else { return [] }
    let name = file.path.split(separator: "/").last?.prefix { $0 != "." && $0 != "+" } ?? ""
    let words = Set(file.code.filter { $0.kind == .word }.map { $0.text.lowercased() })
    guard !words.isEmpty, !words.contains(name.lowercased()) else { return [] }
    return [Violation(file.path, 1, "file name \(name)", use: "the name of its main type")]
  }
}
