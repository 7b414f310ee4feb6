// swift-tools-version: 6.2
import PackageDescription

/// The settings of every target: `docs/architecture.md` says why.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
]

/// One Swift target and what it may import: the arrows of the architecture.
func part(_ name: String, imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: house)
}

/// The tests of one target, which may also use the test kit.
func tests(of name: String, imports: [Target.Dependency]) -> Target {
  .testTarget(name: name + "Tests", dependencies: imports, swiftSettings: house)
}

let cLibraries: [Target] = [
  .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
  .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
  .target(name: "CWebFiles", exclude: ["contract.inc", "pages.inc"]),
  .target(
    name: "CHTTP",
    linkerSettings: [
      .linkedLibrary("uv"), .linkedLibrary("http_parser"), .linkedLibrary("wslay"),
    ]),
]

let parts: [Target] = [
  part("Money"),
  part("Ledger", imports: ["Money"]),
  part("Monetization", imports: ["Ledger", "Money"]),
  part("Application", imports: ["Monetization", "Ledger", "Money", "Crypto", "JSON"]),
  part("JSON"),
  part("Crypto", imports: ["COpenSSL", "JSON"]),
  part("HTTPClient"),
  part("HTTPServer", imports: ["CHTTP", "Crypto", "CZlib", "JSON"]),
  part("SQLiteStore", imports: ["Application", "Monetization", "Ledger", "Money", "CSQLite"]),
  part(
    "Gateways",
    imports: [
      "Application", "Monetization", "Ledger", "Money", "Crypto", "HTTPClient", "HTTPServer",
      "JSON",
    ]),
  part(
    "Realtime",
    imports: ["Application", "Monetization", "Ledger", "Money", "HTTPServer", "JSON"]),
  part(
    "API",
    imports: [
      "Application", "Monetization", "Ledger", "Money", "Crypto", "HTTPServer", "JSON",
    ]),
  part(
    "LoadKit",
    imports: [
      "Application", "Monetization", "Ledger", "Money", "Crypto", "HTTPClient", "JSON",
    ]),
  part("TestKit", imports: ["Application", "Monetization", "Ledger", "Money", "Crypto"]),
  .executableTarget(
    name: "ovation",
    dependencies: [
      "API", "Application", "Crypto", "CWebFiles", "Gateways", "HTTPClient", "HTTPServer", "JSON",
      "Ledger", "LoadKit", "Monetization", "Money", "Realtime", "SQLiteStore",
    ],
    swiftSettings: house),
]

let testTargets: [Target] = [
  tests(of: "Money", imports: ["Money", "TestKit"]),
  tests(of: "Ledger", imports: ["Ledger", "Money", "TestKit"]),
  tests(of: "Monetization", imports: ["Monetization", "Ledger", "Money", "TestKit"]),
  tests(
    of: "Application",
    imports: ["Application", "JSON", "Monetization", "Ledger", "Money", "TestKit"]),
  tests(of: "JSON", imports: ["JSON"]),
  tests(of: "Crypto", imports: ["Crypto", "JSON"]),
  tests(of: "HTTPClient", imports: ["HTTPClient", "HTTPServer"]),
  tests(of: "HTTPServer", imports: ["HTTPClient", "HTTPServer"]),
  tests(
    of: "SQLiteStore",
    imports: [
      "SQLiteStore", "Application", "Monetization", "Ledger", "Money", "TestKit", "CSQLite",
    ]),
  tests(
    of: "Gateways",
    imports: [
      "Gateways", "Application", "Crypto", "HTTPClient", "HTTPServer", "JSON", "Ledger",
      "Monetization", "Money", "TestKit",
    ]),
  tests(
    of: "Realtime",
    imports: [
      "Realtime", "Application", "Monetization", "Ledger", "Money", "HTTPClient", "HTTPServer",
      "JSON", "TestKit",
    ]),
  tests(
    of: "API",
    imports: [
      "API", "Application", "Crypto", "Gateways", "HTTPClient", "HTTPServer", "JSON", "Ledger",
      "Monetization", "Money", "TestKit",
    ]),
  tests(
    of: "LoadKit",
    imports: [
      "LoadKit", "Application", "Crypto", "HTTPClient", "HTTPServer", "JSON", "Ledger",
      "Monetization", "Money", "TestKit",
    ]),
  tests(
    of: "Simulation",
    imports: ["TestKit", "SQLiteStore", "Application", "Monetization", "Ledger", "Money"]),
  tests(of: "Tidy", imports: []),
]

let package = Package(
  name: "ovation",
  products: [.executable(name: "ovation", targets: ["ovation"])],
  targets: cLibraries + parts + testTargets)
