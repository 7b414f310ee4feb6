import Testing

@Suite struct LayerRuleTests {
  @Test(arguments: [
    (LayerRules.arrows, "import API", "Sources/Money/A.swift", true),
    (LayerRules.arrows, "package import Application", "Sources/Ledger/A.swift", true),
    (LayerRules.arrows, "import Realtime", "Sources/API/A.swift", true),
    (LayerRules.arrows, "import SQLiteStore", "Sources/Gateways/A.swift", true),
    (LayerRules.arrows, "import struct API.Route", "Sources/SQLiteStore/A.swift", true),
    (LayerRules.arrows, "import Money", "Sources/Ledger/A.swift", false),
    (LayerRules.arrows, "import Foundation", "Sources/API/A.swift", false),
    (LayerRules.arrows, "// import API", "Sources/Money/A.swift", false),
    (LayerRules.owners, "import CSQLite", "Sources/Application/A.swift", true),
    (LayerRules.owners, "import COpenSSL", "Tests/APITests/A.swift", true),
    (LayerRules.owners, "import COpenSSL", "Tests/CryptoTests/A.swift", false),
    (LayerRules.owners, "import CZlib", "Sources/HTTPServer/A.swift", false),
    (LayerRules.foundation, "import Foundation", "Sources/Money/A.swift", true),
    (LayerRules.foundation, "import FoundationEssentials", "Sources/JSON/A.swift", true),
    (LayerRules.foundation, "import Foundation", "Sources/Crypto/A.swift", false),
    (LayerRules.pure, "import Synchronization", "Sources/Ledger/A.swift", true),
    (LayerRules.pure, "func a() async {}", "Sources/Monetization/A.swift", true),
    (LayerRules.pure, "import Money", "Sources/Monetization/A.swift", false),
    (LayerRules.manifest, "part(\"Money\", imports: [\"JSON\"])", "Package.swift", true),
    (LayerRules.manifest, "part(\"Unknown\", imports: [\"JSON\"])", "Package.swift", true),
    (LayerRules.manifest, "part(\"Ledger\", imports: [\"Money\"])", "Package.swift", false),
  ])
  func `refuses an arrow that the picture has not`(
    rule: FileRule, text: String, path: String, isFaulty: Bool
  ) {
    #expect(rule.faultyLines(in: text, path: path) == (isFaulty ? [1] : []))
  }

  @Test func `no adapter may import another`() throws {
    let adapters: Set = ["SQLiteStore", "Gateways", "Realtime", "API"]
    for adapter in adapters {
      #expect(try #require(Layers.arrows[adapter]).isDisjoint(with: adapters))
    }
  }

  @Test func `a feature missing in a layer is named`() {
    let paths = [
      "Sources/Monetization/Gifts/A.swift", "Sources/Application/Gifts/B.swift",
      "Sources/API/Streams/C.swift",
    ]
    #expect(LayoutRules.missingFeatures(in: paths).map(\.path) == ["Sources/API"])
    #expect(LayoutRules.missingFeatures(in: paths + ["Sources/API/Gifts/D.swift"]).isEmpty)
  }

  @Test func `targets without tests and tests without a target are named`() {
    let paths = ["Sources/Money/A.swift", "Sources/CZlib/shim.h", "Tests/GoneTests/B.swift"]
    #expect(LayoutRules.unmirrored(in: paths).map(\.path) == ["Sources/Money", "Tests/GoneTests"])
    #expect(LayoutRules.unmirrored(in: paths.dropLast() + ["Tests/MoneyTests/C.swift"]).isEmpty)
  }

  @Test func `a broken link is named`() {
    let text = "[a](b.md#c)\n[d](../e) [f](https://g) [h](#i)\n![j](k.png)"
    let file = SourceFile(path: "docs/a.md", text: text)
    let paths: Set = ["docs/b.md", "e/f.md"]
    #expect(LayoutRules.brokenLinks(in: file, paths: paths).map(\.line) == [3])
  }

  @Test func `big and foreign files are named`() {
    #expect(LayoutRules.bigFiles(in: ["a": 1_000_000, "b": 1_000_001]).map(\.path) == ["b"])
    let paths = ["Web/a.js", "Web/chart.min.js", "vendor/a.c", "Web/package.json"]
    #expect(
      LayoutRules.foreignFiles(in: paths).map(\.path)
        == ["Web/chart.min.js", "Web/package.json", "vendor/a.c"])
  }
}
