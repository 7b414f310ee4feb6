/// The language of a file, as far as its comments, strings and functions are concerned.
enum Dialect: Sendable {
  case swift
  case javaScript
  case python
  case c
  /// Text whose lines are checked, but not its code.
  case plain

  /// The dialect of a file name; nil for what is not text, such as a picture.
  init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
      self = .plain
      return
    }
    switch name[name.index(after: dot)...] {
    case "swift": self = .swift
    case "js", "mjs", "ts": self = .javaScript
    case "py": self = .python
    case "c", "h": self = .c
    case "css", "html", "json", "md", "modulemap", "sh", "sql", "toml", "txt", "yaml", "yml":
      self = .plain
    default: return nil
    }
  }
}
