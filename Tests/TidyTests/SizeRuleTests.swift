import Testing

@Suite struct SizeRuleTests {
  private static func lines(_ count: Int, of line: String) -> String {
    Array(repeating: line, count: count).joined(separator: "\n")
  }

  @Test(arguments: [(300, []), (301, [301])] as [(Int, [Int])])
  func `counts the lines of a file`(count: Int, faulty: [Int]) {
    let text = Self.lines(count, of: "let a = 1") + "\n"
    #expect(SizeRules.files.faultyLines(in: text, path: "Sources/A/A.swift") == faulty)
    #expect(SizeRules.files.faultyLines(in: text, path: "Web/a.js") == faulty)
    #expect(SizeRules.files.faultyLines(in: text, path: "docs/a.md") == [])
    #expect(SizeRules.files.faultyLines(in: text, path: "Web/lib/types.d.ts") == [])
  }

  @Test(arguments: [
    "func f() {", "init(a: Int = { 1 }()) throws {", "var a: [Int] {", "deinit {",
    "subscript(a: Int) -> Int {", "func g<T>(_ a: T) -> (T) -> Int where T: P {",
  ])
  func `counts the code lines of a Swift function`(opening: String) {
    let fits = "struct A {\n\(opening)\n" + Self.lines(50, of: "b() // c\n\n// d") + "\n}\n}"
    let breaks = "struct A {\n\(opening)\n" + Self.lines(51, of: "b()") + "\n}\n}"
    #expect(SizeRules.functions.faultyLines(in: fits, path: "A.swift") == [])
    #expect(SizeRules.functions.faultyLines(in: breaks, path: "A.swift") == [2])
  }

  @Test(arguments: [
    ("function f() {", "}", "a.js"), ("const f = async (a) => {", "};", "a.js"),
    ("class A { f() {", "}}", "a.js"), ("int f(void) {", "}", "a.c"),
    ("def f(a,\n  b):", "", "a.py"), ("async def f():", "", "a.py"),
  ])
  func `counts the code lines of the other languages' functions`(
    opening: String, closing: String, path: String
  ) {
    let fits = "\(opening)\n" + Self.lines(50, of: "  b()\n") + "\n\(closing)\n"
    let breaks = "\(opening)\n" + Self.lines(51, of: "  b()") + "\n\(closing)\n"
    #expect(SizeRules.functions.faultyLines(in: fits, path: path) == [])
    #expect(SizeRules.functions.faultyLines(in: breaks, path: path) == [1])
  }

  @Test(
    arguments: [
      ("func f() {\nif a {\nfor b in c {\nd {\ne()\n}\n}\n}\n}", "a.swift", []),
      ("func f() {\nif a {\nfor b in c {\nd {\ne { $0 }\n}\n}\n}\n}", "a.swift", []),
      ("func f() {\nif a {\nfor b in c {\nd {\ne {\n$0 }\n}\n}\n}\n}", "a.swift", [1]),
      ("f() {\nif (a) {\nfor (;;) {\nwhile (b) {\nc({\nd: 1 });\n}\n}\n}\n}", "a.js", []),
      ("f() {\nif (a) {\nfor (;;) {\nwhile (b) {\nc(() => {\nd() });\n}\n}\n}\n}", "a.js", [1]),
      ("def f():\n if a:\n  if b:\n   if c:\n    d()", "a.py", []),
      ("def f():\n if a:\n  if b:\n   if c:\n    if d:\n     e()", "a.py", [1]),
    ] as [(String, String, [Int])])
  func `counts blocks inside one another`(text: String, path: String, faulty: [Int]) {
    #expect(SizeRules.nesting.faultyLines(in: text, path: path) == faulty)
  }

  @Test(arguments: [(6, []), (7, [1])] as [(Int, [Int])])
  func `counts the parameters of an initializer`(count: Int, faulty: [Int]) {
    let parameters = (1...count).map { "a\($0): [Int: (b: Int, c: Int)] = [1: 2]" }
    let text = "init(" + parameters.joined(separator: ", ") + ") { self.init(a: 1) }"
    #expect(SizeRules.initializers.faultyLines(in: text, path: "A.swift") == faulty)
  }

  @Test(arguments: [(10, []), (11, [1])] as [(Int, [Int])])
  func `counts the requirements of a protocol`(count: Int, faulty: [Int]) {
    let text = "protocol A: B {\n" + Self.lines(count, of: "var a: Int { get }") + "\n}"
    #expect(SizeRules.protocols.faultyLines(in: text, path: "A.swift") == faulty)
  }

  @Test func `counts columns, and lets one long word be`() {
    let word = String(repeating: "a", count: 120)
    let text =
      "let a = 1\n" + Self.lines(30, of: "ab +").replacing("\n", with: " ") + "\n\"\(word)\""
    #expect(SizeRules.columns.faultyLines(in: text, path: "A.swift") == [2])
  }
}
