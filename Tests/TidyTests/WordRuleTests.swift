import Testing

@Suite struct WordRuleTests {
  @Test(arguments: [
    ("func take(_ a: B) {}", [1]),
    ("func taken() {}", []),
    ("a.take(b)", []),
    ("// func take()", []),
    ("struct A {\nmutating func goOn() {}\n}", [2]),
  ])
  func `refuses vague names of functions`(text: String, faulty: [Int]) {
    #expect(WordRules.functionNames.faultyLines(in: text, path: "Tools/A.swift") == faulty)
  }

  @Test(arguments: [
    ("final class Connection {}", [1]),
    ("struct PurchaseWish {}", [1]),
    ("struct ClientConnection {}", []),
    ("let a: Connection", []),
  ])
  func `refuses vague names of types`(text: String, faulty: [Int]) {
    #expect(WordRules.typeNames.faultyLines(in: text, path: "Tools/A.swift") == faulty)
  }

  @Test(arguments: [
    ("/// Whoever asks.", [1]),
    ("/// What was\n/// stands in\n/// here.", [2]),
    ("// a stands in\n\n// here", []),
    ("let a = \"It goes on.\"", [1]),
    ("let a = b.goes(on: c)", []),
    ("@Test func `goes on after a pause`() {}", [1]),
    ("// Begoes on", []),
  ])
  func `refuses riddles in comments, texts and names of tests`(text: String, faulty: [Int]) {
    #expect(WordRules.phrases.faultyLines(in: text, path: "Tools/A.swift") == faulty)
  }

  @Test(arguments: [("Tools/a.md", [2]), ("Tools/a.js", []), ("Tools/a.py", [])])
  func `reads whole documents, and only the comments of programs`(path: String, faulty: [Int]) {
    #expect(WordRules.phrases.faultyLines(in: "It is so.\nwhoever(asks)", path: path) == faulty)
  }

  @Test func `leaves out the folders that are not covered yet`() {
    #expect(WordRules.notCovered.allSatisfy { !WordRules.isCovered($0 + "A.swift") })
    #expect(WordRules.isCovered("Package.swift"))
  }

  @Test func `says what to write instead`() {
    let file = SourceFile(path: "Tools/A.swift", text: "func judge() {}\n// anew")
    #expect(
      WordRules.functionNames.check(file).report
        == "Tools/A.swift:1: banned name judge, use authenticate")
    #expect(
      WordRules.phrases.check(file).report
        == "Tools/A.swift:2: banned \"anew\", use again, from scratch or newly")
  }
}
