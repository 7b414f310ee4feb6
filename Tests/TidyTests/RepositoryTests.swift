import Testing

/// Walks the whole repository with every rule; each violation is one line of the report.
@Suite struct RepositoryTests {
  static let rules =
    SizeRules.all + BannedCalls.all + LayerRules.all + MoneyRules.all + SafetyRules.all
    + TextRules.all + WordRules.all + NameRules.all + TestRules.all + ScriptRules.all

  @Test(arguments: rules)
  func `every file keeps the rule`(rule: FileRule) {
    let violations = Repository.whole.files.flatMap(rule.check)
    #expect(violations.isEmpty, "\n\(violations.report)")
  }

  @Test func `a feature has the same name in each layer`() {
    let violations = LayoutRules.missingFeatures(in: Repository.whole.sizes.keys)
    #expect(violations.isEmpty, "\n\(violations.report)")
  }

  @Test func `what other targets see is documented`() {
    let files = Repository.whole.files(in: .swift)
    let requirements = DocumentationRules.requirements(of: files)
    let rule = DocumentationRules.documentation(besides: requirements)
    let violations = files.flatMap(rule.check)
    #expect(violations.isEmpty, "\n\(violations.report)")
  }

  @Test func `the tests mirror the sources`() {
    let violations = LayoutRules.unmirrored(in: Repository.whole.sizes.keys)
    #expect(violations.isEmpty, "\n\(violations.report)")
  }

  @Test func `a link between documents leads somewhere`() {
    let paths = Set(Repository.whole.sizes.keys)
    let violations = Repository.whole.files.flatMap {
      LayoutRules.brokenLinks(in: $0, paths: paths)
    }
    #expect(violations.isEmpty, "\n\(violations.report)")
  }

  @Test func `no file is bigger than 1 MB`() {
    let violations = LayoutRules.bigFiles(in: Repository.whole.sizes)
    #expect(violations.isEmpty, "\n\(violations.report)")
  }

  @Test func `nothing in the repository was written by others`() {
    let violations = LayoutRules.foreignFiles(in: Repository.whole.sizes.keys)
    #expect(violations.isEmpty, "\n\(violations.report)")
  }

  @Test func `the walk finds the sources, the tests, the scripts and the manifest`() {
    let paths = Set(Repository.whole.files.map(\.path))
    let known = [
      "Package.swift", "README.md", "script/test", "Tests/TidyTests/RepositoryTests.swift",
    ]
    #expect(paths.isSuperset(of: known))
    #expect(!paths.contains { $0.hasPrefix(".build") || $0.hasPrefix(".git/") })
  }
}
