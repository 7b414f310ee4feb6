import API
import Foundation
import HTTPServer

/// The pages, components and contract: those in the binary, or a developer's folder.
enum WebFiles {
  /// The routes of every page and file.
  ///
  /// - Throws: ``OperatorFault``.
  static func routes(_ configuration: Configuration) throws(OperatorFault) -> [Route] {
    do throws(StaticFilesFault) {
      return try pages(configuration) + charts()
    } catch {
      let folder = configuration.webDirectory ?? "the binary"
      throw OperatorFault("The pages in \(folder) cannot be read: \(error); see web.directory.")
    }
  }

  private static func pages(_ configuration: Configuration) throws(StaticFilesFault) -> [Route] {
    guard let folder = configuration.webDirectory else {
      return try StaticFiles(
        contents: EmbeddedFiles.pages, under: "/web",
        pages: [
          "/": "index.html", "/stream/:id": "stream.html", "/coins/shop": "shop.html",
          "/creator/earnings": "earnings.html", "/favicon.ico": "images/favicon.svg",
        ]
      ).routes
    }
    return try StaticFiles(
      mappings: [StaticFiles.Mapping(directory: folder, under: "/web")],
      pages: [
        "/": folder + "/index.html",
        "/stream/:id": folder + "/stream.html",
        "/coins/shop": folder + "/shop.html",
        "/creator/earnings": folder + "/earnings.html",
        "/favicon.ico": folder + "/images/favicon.svg",
      ]
    ).routes
  }

  /// The charts' library; without it the dashboard shows its tables.
  private static func charts() throws(StaticFilesFault) -> [Route] {
    try StaticFiles(contents: EmbeddedFiles.charts, under: "/vendor").routes
  }

  /// The text of the API's contract: of the folder `openapi` beside a configured folder of pages if
  /// there is one, else of the binary.
  ///
  /// - Throws: ``OperatorFault``.
  static func contract(_ configuration: Configuration) throws(OperatorFault) -> SharedBody {
    let texts =
      try developed(configuration)
      ?? EmbeddedFiles.contract.mapValues { String(decoding: $0, as: UTF8.self) }
    do throws(ContractFault) {
      return SharedBody(Array(try ContractText.joined(texts).utf8))
    } catch {
      throw OperatorFault("The contract cannot be served: \(error.sentence)")
    }
  }

  /// The files of the contract beside a configured folder of pages; nil if there are none.
  private static func developed(
    _ configuration: Configuration
  ) throws(OperatorFault) -> [String: String]? {
    guard let folder = configuration.webDirectory.map({ $0 + "/../openapi" }),
      FileManager.default.fileExists(atPath: folder)
    else { return nil }
    var texts: [String: String] = [:]
    do {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder)
      where name.hasSuffix(".yaml") {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        texts[name] = String(decoding: bytes, as: UTF8.self)
      }
    } catch {
      throw OperatorFault("The contract in \(folder) cannot be read: \(error).")
    }
    return texts
  }
}
