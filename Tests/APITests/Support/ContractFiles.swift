import Foundation

@testable import API

/// The files of the contract as they stand in the repository.
enum ContractFiles {
  /// The joined text; empty when the files cannot be joined, which the tests then say.
  static let text: String = (try? ContractText.joined(texts)) ?? ""

  /// The text of each file by its name.
  static let texts: [String: String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "openapi")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let texts = names.map { name in
      (name, (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? "")
    }
    return Dictionary(uniqueKeysWithValues: texts)
  }()
}
