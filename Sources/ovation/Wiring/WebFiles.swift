import API
import Foundation
import HTTPServer

/// Finds and serves the pages, components and their files.
enum WebFiles {
  /// The routes of every page and file.
  ///
  /// - Throws: ``OperatorFault``.
  static func routes(_ configuration: Configuration) throws(OperatorFault) -> [Route] {
    let folder = try folder(configuration)
    do {
      return try StaticFiles(
        mappings: [StaticFiles.Mapping(directory: folder, under: "/web")],
        pages: [
          "/": folder + "/index.html",
          "/stream/:id": folder + "/stream.html",
          "/coins/shop": folder + "/shop.html",
          "/creator/earnings": folder + "/earnings.html",
          "/favicon.ico": folder + "/images/favicon.svg",
        ]
      ).routes + charts()
    } catch {
      throw OperatorFault("The pages in \(folder) cannot be read: \(error).")
    }
  }

  /// The text of the API's contract, whose folder is next to the pages' folder; empty if it is
  /// missing.
  ///
  /// - Throws: ``OperatorFault``.
  static func contract(_ configuration: Configuration) throws(OperatorFault) -> SharedBody {
    let folder = try folder(configuration) + "/../openapi"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      // An operator's own pages may have no contract next to them; then none is served.
      return SharedBody([])
    }
    var texts: [String: String] = [:]
    for name in names where name.hasSuffix(".yaml") {
      guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else {
        throw OperatorFault("The contract's file \(folder)/\(name) cannot be read.")
      }
      texts[name] = String(decoding: bytes, as: UTF8.self)
    }
    do throws(ContractFault) {
      return SharedBody(Array(try ContractText.joined(texts).utf8))
    } catch {
      throw OperatorFault("The contract cannot be served: \(error.sentence)")
    }
  }

  /// The charts' library, as installed by Debian; without it the dashboard shows its tables.
  private static func charts() throws -> [Route] {
    let path = "/usr/share/javascript/chart.js/chart.min.js"
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try StaticFiles(mappings: [], pages: ["/vendor/chart.js": path]).routes
  }

  /// The configured folder, else `Web` in the working directory or above the binary.
  private static func folder(_ configuration: Configuration) throws(OperatorFault) -> String {
    if let configured = configuration.webDirectory { return configured }
    var candidates = ["Web"]
    var above = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
    while let folder = above, folder.path != "/" {
      candidates.append(folder.path + "/Web")
      above = folder.deletingLastPathComponent()
    }
    guard
      let found = candidates.first(where: {
        FileManager.default.fileExists(atPath: $0 + "/index.html")
      })
    else {
      throw OperatorFault("The pages are not next to the binary; set web.directory.")
    }
    return found
  }
}
