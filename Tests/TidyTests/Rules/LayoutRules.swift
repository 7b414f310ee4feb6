/// Where files belong.
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
    return (features["Monetization"] ?? []).subtracting(Layers.shared).sorted().flatMap { feature in
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

  /// `Tests/` mirrors `Sources/`: each target has its tests, and no folder of tests its own name.
  static func unmirrored(in paths: some Sequence<String>) -> [Violation] {
    let folders = paths.map { $0.split(separator: "/").map(String.init) }.filter { $0.count > 2 }
    let sources = Set(folders.filter { $0[0] == "Sources" }.map { $0[1] })
    let tests = Set(folders.filter { $0[0] == "Tests" && $0[1].hasSuffix("Tests") }.map { $0[1] })
    let across: Set = ["SimulationTests", "TidyTests"]
    // The executable and the test kit are tested through what they start and what they check.
    let untested = sources.intersection(Layers.arrows.keys).subtracting(["ovation", "TestKit"])
    let missing = untested.subtracting(tests.map { String($0.dropLast(5)) })
    let stray = tests.subtracting(across).filter { !sources.contains(String($0.dropLast(5))) }
    return missing.sorted().map {
      Violation("Sources/\($0)", 1, "target without tests", use: "Tests/\($0)Tests")
    }
      + stray.sorted().map {
        Violation("Tests/\($0)", 1, "tests of no target", use: "the name of what they test")
      }
  }

  /// Links between our own documents that lead nowhere.
  static func brokenLinks(in file: SourceFile, paths: Set<String>) -> [Violation] {
    guard file.path.hasSuffix(".md") else { return [] }
    let folder = file.path.split(separator: "/").dropLast().map(String.init)
    return file.lines.enumerated().flatMap { index, line in
      links(in: line).filter { link in
        let target = resolved(link, from: folder)
        return !paths.contains(target) && !paths.contains { $0.hasPrefix(target + "/") }
      }.map { Violation(file.path, index + 1, "broken link \($0)", use: "a file that exists") }
    }
  }

  private static func links(in line: Substring) -> [String] {
    line.split(separator: "](").dropFirst().compactMap { piece in
      let link = piece.prefix { $0 != ")" && $0 != "#" }
      return link.isEmpty || link.contains(":") ? nil : String(link)
    }
  }

  private static func resolved(_ link: String, from folder: [String]) -> String {
    var parts = folder
    for part in link.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }
}
