/// The architecture as a table: `docs/architecture.md` draws the same picture.
enum Layers {
  /// The layers of pure rules.
  static let pure: Set = ["Money", "Ledger", "Monetization"]
  /// Layers that get time, chance and money as data.
  static let deterministic = pure.union(["Application"])
  private static let domain = deterministic

  /// What each of our targets may import of our own.
  static let arrows: [String: Set<String>] = [
    "Money": [],
    "Ledger": ["Money"],
    "Monetization": ["Ledger", "Money"],
    "Application": pure.union(["Crypto", "JSON"]),
    "JSON": [],
    "Crypto": ["COpenSSL", "JSON"],
    "HTTPClient": [],
    "HTTPServer": ["CHTTP", "Crypto", "CZlib", "JSON"],
    "SQLiteStore": domain.union(["CSQLite"]),
    "Gateways": domain.union(["Crypto", "HTTPClient", "HTTPServer", "JSON"]),
    "Realtime": domain.union(["HTTPServer", "JSON"]),
    "API": domain.union(["Crypto", "HTTPServer", "JSON"]),
    "LoadKit": domain.union(["Crypto", "HTTPClient", "JSON"]),
    "TestKit": domain.union(["Crypto"]),
    "ovation": domain.union([
      "API", "Crypto", "CWebFiles", "Gateways", "HTTPClient", "HTTPServer", "JSON", "LoadKit",
      "Realtime", "SQLiteStore",
    ]),
  ]

  /// The targets that stand before a C library: nobody else may import it.
  static let owners = [
    "CSQLite": "SQLiteStore", "COpenSSL": "Crypto", "CHTTP": "HTTPServer", "CZlib": "HTTPServer",
    "CWebFiles": "ovation",
  ]

  /// The targets that must do without Foundation.
  static let withoutFoundation = pure.union(["JSON"])

  /// Folders of the rules that every feature shares: they are no feature of their own.
  static let shared: Set = ["Journal", "State"]

  static let ours = Set(arrows.keys).union(owners.keys)
}
