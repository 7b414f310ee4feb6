import Testing

/// Money, reasons, documentation, names and text.
@Suite struct ReasonRuleTests {
  @Test(arguments: [
    ("let a: Double = b", "Sources/Money/A.swift", true),
    ("let a = b * 0.25", "Sources/Application/A.swift", true),
    ("let a = b.0.1", "Sources/Application/A.swift", false),
    ("// a Double", "Sources/Money/A.swift", false),
    ("let priceOfOne = Double(a)", "Sources/API/A.swift", true),
    ("let giftsPerSecond = Double(a) / b", "Sources/ovation/A.swift", false),
    ("let feed: Float = a", "Sources/Realtime/A.swift", false),
  ])
  func `refuses fractions near money`(text: String, path: String, isFaulty: Bool) {
    #expect(MoneyRules.fractions.faultyLines(in: text, path: path) == (isFaulty ? [1] : []))
  }

  @Test(
    arguments: [
      ("unsafe a()", [1]),
      ("// b holds a\nunsafe a()", []),
      ("unsafe a() // b holds a", []),
      ("// b holds a\nlet c = 1\nunsafe a()", []),
      ("// b holds a\n\nunsafe a()", [3]),
      ("let c = unsafe d\n// b holds a\nunsafe a()", []),
      ("/// What it does.\nfunc f() {\nunsafe a()\n}", [3]),
      ("/// What it holds.\nunsafe let a: B", []),
      ("/// Never freed.\nprivate nonisolated(unsafe) let a = {\nunsafe b()\n}()", []),
      ("final class A: @unchecked Sendable {}", [1]),
      ("nonisolated(unsafe) let a = b", [1]),
      ("/// The lock guards it.\nfinal class A: @unchecked Sendable {}", []),
      ("let a = \"unsafe\"", []),
      ("self.init(unchecked: a)", []),
    ] as [(String, [Int])])
  func `wants a reason for what is unsafe`(text: String, faulty: [Int]) {
    #expect(SafetyRules.unsafeReasons.faultyLines(in: text, path: "Sources/A/A.swift") == faulty)
  }

  @Test(
    arguments: [
      ("package struct A {}", [1]),
      ("/// B.\npackage struct A {}", []),
      ("/// B.\n@frozen\npackage struct A {}", []),
      ("// B.\npackage static func a() {}", [2]),
      ("package mutating func a() {}", [1]),
      ("package var a: Int { 1 }", [1]),
      ("package let a: Int", []),
      ("package private(set) var a = 1", []),
      ("package init(a: Int) {\nself.a = a\nb = a\n}", []),
      ("package init(a: Int) {\ncheck(a)\n}", [1]),
      ("package import Money", []),
      ("package func required() {}", []),
      ("package init(required: Int) {\ncheck(a)\n}", []),
      ("/// B.\npackage func a() {}\npackage func a(b: C) {}\npackage func d() {}", [4]),
      ("package static func == (a: A, b: A) -> Bool { true }", []),
      ("package var description: String { a }", []),
      ("struct A {}", []),
    ] as [(String, [Int])])
  func `wants documentation for what other targets see`(planted: String, faulty: [Int]) {
    let text = "protocol P { func required(); init(required: Int) }"
    let requirements = DocumentationRules.requirements(of: [SourceFile(path: "P.swift", text: text)]
    )
    let rule = DocumentationRules.documentation(besides: requirements)
    #expect(rule.faultyLines(in: planted, path: "Sources/A/A.swift") == faulty)
  }

  @Test(
    arguments: [
      ("struct Split {}", "Sources/Money/Split.swift", []),
      ("extension Split {}", "Sources/Money/Split+Coding.swift", []),
      ("func decideGift() {}", "Sources/Money/DecideGift.swift", []),
      ("struct Other {}", "Sources/Money/Split.swift", [1]),
      ("extension Array { func a() {} }", "Sources/Money/Split.swift", []),
    ] as [(String, String, [Int])])
  func `wants files named after what they declare`(text: String, path: String, faulty: [Int]) {
    #expect(NameRules.mainType.faultyLines(in: text, path: path) == faulty)
  }

  @Test(arguments: [
    (TextRules.leftovers, "// TODO: b", "a.swift", true),
    (TextRules.leftovers, "FIXME", "docs/a.md", true),
    (TextRules.leftovers, "let TODOS = XXXL", "a.swift", false),
    (TextRules.machinePaths, "see /work/a", "README.md", true),
    (TextRules.machinePaths, "see frame/work/a", "README.md", false),
    (TextRules.deliveries, "npm install a", "CONTRIBUTING.md", true),
    (TextRules.deliveries, "src=\"https://unpkg.com/a\"", "Web/a.html", true),
    (TextRules.sinks, "a.innerHTML = b", "Web/a.js", true),
    (TextRules.sinks, "retrieval(a)", "Web/a.js", false),
    (TextRules.sinks, "eval(a)", "Tests/a.py", false),
  ])
  func `refuses texts that have no place here`(
    rule: FileRule, text: String, path: String, isFaulty: Bool
  ) {
    #expect(rule.faultyLines(in: text, path: path) == (isFaulty ? [1] : []))
  }

  @Test(arguments: [
    (TestRules.sentences, "@Test func `adds two`() {}", "Tests/A.swift", true),
    (TestRules.sentences, "@Test(arguments: [1])\nfunc `adds`(a: Int) {}", "Tests/A.swift", true),
    (TestRules.sentences, "@Test func addsTwo() {}", "Tests/A.swift", false),
    (TestRules.framework, "import Testing", "Tests/A.swift", true),
    (TestRules.framework, "import XCTest", "Tests/A.swift", false),
    (TestRules.waiting, "# why\ntime.sleep(1)", "Tests/a.py", true),
    (TestRules.waiting, "time.sleep(1)", "Tests/a.py", false),
    (TestRules.waiting, "page.wait_for_timeout(9)", "Tests/a.py", false),
    (ScriptRules.strict, "#!/usr/bin/env bash\nset -euo pipefail", "script/a", true),
    (ScriptRules.strict, "#!/usr/bin/env bash\necho", "script/a", false),
    (ScriptRules.calls, "const a = b === c", "Web/a.js", true),
    (ScriptRules.calls, "var a", "Web/a.js", false),
    (ScriptRules.calls, "a == b", "Web/a.js", false),
    (ScriptRules.calls, "console.log(a)", "Web/a.js", false),
    (ScriptRules.calls, "alert(a)", "Web/a.js", false),
    (ScriptRules.calls, "import a from 'https://b'", "Web/a.js", false),
    (ScriptRules.calls, "import a from './b.js'", "Web/a.js", true),
  ])
  func `keeps tests and scripts to the house`(
    rule: FileRule, text: String, path: String, isFine: Bool
  ) {
    #expect(rule.faultyLines(in: text, path: path).isEmpty == isFine)
  }
}
