import Testing

@Suite struct BannedCallTests {
  struct Planted: Sendable {
    let rule: FileRule
    let bad: [String]
    let good: [String]
    var path = "Sources/Application/A.swift"
  }

  static let planted = [
    Planted(
      rule: BannedCalls.forcedTry, bad: ["try! a()"], good: ["try a()", "// try!", "\"try!\""]),
    Planted(rule: BannedCalls.forcedCast, bad: ["a as! B"], good: ["a as? B", "a as B"]),
    Planted(
      rule: BannedCalls.forcedUnwrap,
      bad: ["a!", "a()!.b", "a[0]!", "var a: B!", "var a: C<B>!", "\"\\(a!)\""],
      good: ["!a", "a != b", "a && !b", "\"a!\"", "(!a)", "[!a]", "try! a", "return !a"]),
    Planted(
      rule: BannedCalls.trappingStream, bad: ["FileHandle.standardError.write(a)"],
      good: ["StandardStream.error.write(a)", "process.standardError = a"]),
    Planted(rule: BannedCalls.fatalError, bad: ["fatalError()"], good: ["precondition(a)"]),
    Planted(
      rule: BannedCalls.printing, bad: ["print(a)", "debugPrint(a)"],
      good: ["a.print(b)", "func print(a: B)"]),
    Planted(
      rule: BannedCalls.looseTask,
      bad: ["Task { a }", "Task.detached { a }", "Task(priority: .low) { a }"],
      good: ["Task.isCancelled", "let a: Task<B, C>", "try Task.checkCancellation()"]),
    Planted(
      rule: BannedCalls.wallClock,
      bad: ["Date()", "Date.now", "time(nil)", "clock_gettime(a, &b)"],
      good: ["Date(timeIntervalSince1970: a)", "clock.now()", "time(a)"]),
    Planted(
      rule: BannedCalls.sleeping,
      bad: ["try await Task.sleep(for: a)", "sleep(1)", "usleep(1)", "Thread.sleep(a)"],
      good: ["clock.sleep(a)", "func sleep()", "let sleep = 1"]),
    Planted(
      rule: BannedCalls.chance,
      bad: ["Int.random(in: a)", "a.shuffled()", "UUID()", "SystemRandomNumberGenerator()"],
      good: ["Int.random(in: a, using: &b)", "a.shuffled(using: &b)", "UUID(uuid: a)"]),
    Planted(
      rule: BannedCalls.silentTry, bad: ["try? a()", "// a\n\ntry? a()"],
      good: ["// b is optional\ntry? a()", "try? a() // b", "try a()"]),
    Planted(
      rule: BannedCalls.globalVariable,
      bad: ["var a = 1", "struct A {\nstatic var a = 1\n}", "private var a: Int = 1"],
      good: [
        "var a: Int { 1 }", "let a = 1", "struct A { var a = 1 }", "func a() { var b = 1 }",
        "struct A {\nstatic var a: Int { 1 }\n}",
      ]),
    Planted(
      rule: BannedCalls.externalID, bad: ["field(\"id\", user.externalID)"],
      good: ["body.externalID(\"id\")", "let externalID = a"], path: "Sources/API/Gifts/A.swift"),
    Planted(
      rule: BannedCalls.vagueName,
      bad: ["struct StoreManager {}", "enum Utils {}", "class NewA {}"],
      good: ["struct Management {}", "class func a()", "enum News {}"]),
    Planted(
      rule: BannedCalls.publicAccess, bad: ["public struct A {}", "public import Money"],
      good: ["case public", "a(.public)", "package struct A {}", "open(a)"]),
  ]

  @Test func `every banned call is planted here`() {
    #expect(Set(Self.planted.map(\.rule.name)) == Set(BannedCalls.all.map(\.name)))
  }

  @Test(arguments: planted.indices)
  func `finds what is banned and nothing else`(index: Int) {
    let planted = Self.planted[index]
    for text in planted.bad {
      #expect(planted.rule.faultyLines(in: text, path: planted.path).count == 1, "\(text)")
    }
    for text in planted.good {
      #expect(planted.rule.faultyLines(in: text, path: planted.path).isEmpty, "\(text)")
    }
  }

  @Test(arguments: [
    (BannedCalls.printing, "print(a)", "Sources/ovation/A.swift"),
    (BannedCalls.looseTask, "Task { a }", "Sources/ovation/A.swift"),
    (BannedCalls.looseTask, "Task { a }", "Sources/HTTPServer/EventLoop/EventLoop+Tasks.swift"),
    (BannedCalls.wallClock, "Date()", "Sources/ovation/SystemClock.swift"),
    (BannedCalls.chance, "Int.random(in: a)", "Sources/API/A.swift"),
    (BannedCalls.silentTry, "try? a()", "Tests/APITests/A.swift"),
    (BannedCalls.forcedTry, "try! a()", "Web/a.js"),
  ])
  func `lets a call be where it belongs`(rule: FileRule, text: String, path: String) {
    #expect(rule.faultyLines(in: text, path: path).isEmpty)
  }

  @Test func `says where, what and what instead`() {
    let file = SourceFile(path: "Sources/A/A.swift", text: "\n\ntry! a()")
    #expect(
      BannedCalls.forcedTry.check(file).report
        == "Sources/A/A.swift:3: banned try!, use throws, or #require in a test")
  }
}
