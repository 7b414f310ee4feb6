import Foundation
import JSON

/// The file of the sandbox: one JSON object a line, only ever appended to.
///
/// It plays the memory of an outside gateway, so it is no part of the books: losing it loses
/// payments that nobody was told of yet, never coins.
struct SandboxLog {
  private let file: FileHandle

  /// Opens the file, making it when it is missing, and reads its lines.
  ///
  /// A last line without an end was being written when the power went; it is cut off, because
  /// nobody was told of it.
  ///
  /// - Throws: ``SandboxFault``.
  init(path: String) throws(SandboxFault) {
    do {
      let manager = FileManager.default
      if !manager.fileExists(atPath: path) {
        let made = manager.createFile(
          atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard made else { throw SandboxFault.unreadable(path) }
      }
      file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    } catch {
      throw .unreadable(path)
    }
  }

  /// The complete lines, oldest first.
  ///
  /// - Throws: ``SandboxFault``.
  func lines(path: String) throws(SandboxFault) -> [JSONValue] {
    do {
      let content = try file.readToEnd() ?? Data()
      let end = (content.lastIndex(of: 0x0A) ?? -1) + 1
      if end < content.count { try file.truncate(atOffset: UInt64(end)) }
      return try content[..<end].split(separator: 0x0A).map { try JSONValue(parsing: Array($0)) }
    } catch {
      throw .unreadable(path)
    }
  }

  /// Appends a line and waits until it is durable.
  ///
  /// - Throws: What the system says.
  func append(_ body: (inout ObjectWriter) -> Void) throws {
    var writer = JSONWriter(capacity: 256)
    writer.object(body)
    writer.newLine()
    let end = try file.seekToEnd()
    do {
      try file.write(contentsOf: Data(writer.bytes))
      try file.synchronize()
    } catch {
      // Half a line would spoil the next one; where even this fails, the start will say so.
      try? file.truncate(atOffset: end)
      throw error
    }
  }
}

/// Why the sandbox cannot start.
package enum SandboxFault: Error, Equatable, Sendable {
  /// This file is missing, may not be read or written, or holds something else.
  case unreadable(String)
}
