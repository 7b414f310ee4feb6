import FoundationEssentials

/// Files that are read once at the start, or given, and served from memory.
///
/// Because the list of addresses is fixed at the start, no request can name a file outside it.
/// Edits of a file are served after a restart.
package struct StaticFiles: Sendable {
  /// A directory and the address under which its files are served.
  package struct Mapping: Sendable {
    let directory: String
    let prefix: String
    let cacheControl: String

    /// Serves the files of a directory and its subdirectories under a prefix such as `/assets`.
    ///
    /// By default browsers may cache a file but must revalidate it each time.
    package init(
      directory: String, under prefix: String, cacheControl: String = "no-cache"
    ) {
      self.directory = directory
      self.prefix = prefix == "/" ? "" : prefix
      self.cacheControl = cacheControl
    }
  }

  /// The addresses that serve a file, GET with HEAD and conditional requests.
  package let routes: [Route]

  /// Reads the files of all mappings, and pages with addresses of their own.
  ///
  /// - Parameters:
  ///   - mappings: the directories; hidden files are left out.
  ///   - pages: an address such as `/stream/:id` and the path of the file that it shows.
  /// - Throws: `StaticFilesFault.unreadable` for a path that is missing or cannot be read.
  package init(
    mappings: [Mapping], pages: KeyValuePairs<String, String> = [:]
  ) throws(StaticFilesFault) {
    var routes: [Route] = []
    for mapping in mappings {
      for name in try Self.names(in: mapping.directory) {
        let file = try Self.read(
          mapping.directory + "/" + name, cacheControl: mapping.cacheControl)
        routes.append(Self.route(mapping.prefix + "/" + name, file))
      }
    }
    for (pattern, path) in pages {
      routes.append(Self.route(pattern, try Self.read(path, cacheControl: Self.revalidated)))
    }
    self.routes = routes
  }

  /// Serves files whose contents are given, and pages with addresses of their own.
  ///
  /// - Parameters:
  ///   - contents: the bytes of each file by its path below the prefix.
  ///   - prefix: such as `/assets`.
  ///   - pages: an address such as `/stream/:id` and the path of the file that it shows.
  /// - Throws: `StaticFilesFault.unreadable` for a page whose file is not among the contents.
  package init(
    contents: [String: [UInt8]], under prefix: String,
    pages: KeyValuePairs<String, String> = [:]
  ) throws(StaticFilesFault) {
    var routes: [Route] = []
    var files: [String: StaticFile] = [:]
    for (name, content) in contents {
      files[name] = StaticFile(content, path: name, cacheControl: Self.revalidated)
    }
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      routes.append(Self.route(prefix + "/" + name, file))
    }
    for (pattern, name) in pages {
      guard let file = files[name] else { throw .unreadable(name) }
      routes.append(Self.route(pattern, file))
    }
    self.routes = routes
  }

  /// Browsers may cache a file but must revalidate it each time.
  private static let revalidated = "no-cache"

  /// The route that serves one file.
  private static func route(_ pattern: String, _ file: StaticFile) -> Route {
    Route(.get, pattern) { request, _ in file.answer(request.headers) }
  }

  private static func names(in directory: String) throws(StaticFilesFault) -> [String] {
    var isDirectory = false
    let manager = FileManager.default
    guard manager.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory else {
      throw .unreadable(directory)
    }
    do {
      return try manager.subpathsOfDirectory(atPath: directory).sorted().filter { name in
        var isDirectory = false
        return !name.split(separator: "/").contains { $0.hasPrefix(".") }
          && manager.fileExists(atPath: directory + "/" + name, isDirectory: &isDirectory)
          && !isDirectory
      }
    } catch {
      throw .unreadable(directory)
    }
  }

  private static func read(
    _ path: String, cacheControl: String
  ) throws(StaticFilesFault) -> StaticFile {
    guard let content = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path)
    }
    return StaticFile(Array(content), path: path, cacheControl: cacheControl)
  }
}

/// Why static files could not be loaded.
package enum StaticFilesFault: Error, Equatable {
  /// This path is missing or may not be read.
  case unreadable(String)
}
