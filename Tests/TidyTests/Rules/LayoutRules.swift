/// Where things stand.
enum LayoutRules {
  /// A feature's folder has the same name in each of these layers.
  static let layers = ["Monetization", "Application", "API"]

  /// Features that the rules have and another layer has not.
  static func missingFeatures(in paths: some Sequence<String>) -> [Violation] {
    var features: [String: Set<String>] = [:]
    for path in paths {
      let folders = path.split(separator: "/").map(String.init)
      guard folders.count > 3, folders[0] == "Sources" else { continue }
      features[folders[1], default: []].insert(folders[2])
    }
    return (features["Monetization"] ?? []).sorted().flatMap { feature in
      layers.filter { !(features[$0] ?? []).contains(feature) }.map {
        Violation(
          "Sources/\($0)", 1, "missing folder \(feature)",
          use: "the name that the feature has in Monetization")
      }
    }
  }

  /// Files that are too big to be reviewed or cloned lightly.
  static func bigFiles(in sizes: [String: Int]) -> [Violation] {
    sizes.filter { $0.value > SizeRules.fileBytesMax }.keys.sorted().map {
      Violation($0, 1, "file of more than 1 MB", use: "something made when it is needed")
    }
  }

  /// What others wrote is installed, never kept here.
  static func foreignFiles(in paths: some Sequence<String>) -> [Violation] {
    let folders: Set = ["node_modules", "third_party", "thirdparty", "vendor", "Pods"]
    let files: Set = ["package.json", "package-lock.json", "yarn.lock", "Package.resolved"]
    return paths.filter { path in
      let parts = path.split(separator: "/").map(String.init)
      let name = parts.last ?? ""
      return !folders.isDisjoint(with: parts) || files.contains(name) || name.contains(".min.")
    }.sorted().map { Violation($0, 1, "banned third-party code", use: "a Debian package") }
  }
}
