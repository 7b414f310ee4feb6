import Foundation
import JSON

/// The sandbox's append-only file: one JSON object a line.
///
/// It simulates the storage of an external gateway and is not part of the books: losing it loses
/// payments that were not reported yet, but no coins.
struct SandboxLog {
  private let file: FileHandle

  /// Opens the file, creates it if it is missing, and reads its lines.
  ///
  /// An incomplete last line, left by a power cut, is removed, because it was never reported.
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
  /// - Throws: The system's error.
  func append(_ body: (inout ObjectWriter) -> Void) throws {
    var writer = JSONWriter(capacity: 256)
    writer.object(body)
    writer.newLine()
    let end = try file.seekToEnd()
    do {
      try file.write(contentsOf: Data(writer.bytes))
      try file.synchronize()
    } catch {
      // An incomplete line would corrupt the next one; if truncating fails too, the next start
      // reports it.
      try? file.truncate(atOffset: end)
      throw error
    }
  }
}

/// Why the sandbox cannot start.
package enum SandboxFault: Error, Equatable, Sendable {
  /// The file is missing, not readable, not writable or malformed.
  case unreadable(String)
}
