import Foundation

/// The files of this repository, without what building and running write.
struct Repository: Sendable {
  /// Every text file, sorted by path.
  let files: [SourceFile]
  /// Every file with its size in bytes, text or not.
  let sizes: [String: Int]

  static let whole = Repository(
    root: URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent())

  private static let leftOut: Set<String> = [
    ".git", ".swiftpm", ".venv", "__pycache__", "artifacts", "data", "node_modules",
  ]

  init(root: URL) {
    var sizes: [String: Int] = [:]
    var files: [SourceFile] = []
    for path in Self.paths(under: root).sorted() {
      let location = root.appending(path: path)
      guard let content = FileManager.default.contents(atPath: location.path()) else { continue }
      sizes[path] = content.count
      guard let dialect = Dialect(path: path) else { continue }
      let text = String(decoding: content, as: UTF8.self)
      files.append(SourceFile(path: path, text: text, dialect: dialect))
    }
    self.sizes = sizes
    self.files = files
  }

  private static func paths(under root: URL) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: root.path()) else { return [] }
    var paths: [String] = []
    while let path = walk.nextObject() as? String {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let isLeftOut = leftOut.contains(name) || name.hasPrefix(".build")
      switch walk.fileAttributes?[.type] as? FileAttributeType {
      case .typeDirectory? where isLeftOut: walk.skipDescendants()
      case .typeRegular? where !isLeftOut: paths.append(path)
      default: break
      }
    }
    return paths
  }

  /// The files of one dialect.
  func files(in dialects: Dialect...) -> [SourceFile] {
    files.filter { dialects.contains($0.dialect) }
  }
}
