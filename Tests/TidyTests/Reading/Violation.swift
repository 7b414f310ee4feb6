/// What a rule found, where, and what to do instead.
struct Violation: Hashable, Sendable, CustomStringConvertible {
  let path: String
  let line: Int
  /// What is wrong, such as `banned try!`.
  let fault: String
  /// What to do instead.
  let remedy: String

  init(_ path: String, _ line: Int, _ fault: String, use remedy: String) {
    self.path = path
    self.line = line
    self.fault = fault
    self.remedy = remedy
  }

  var description: String { "\(path):\(line): \(fault), use \(remedy)" }
}

extension [Violation] {
  /// One violation a line, as a compiler would say it.
  var report: String { map(\.description).joined(separator: "\n") }
}
