import Application
import Crypto
import Foundation
import SQLiteStore

/// How `ovation user` works beside a running server, which has the database alone: it leaves an
/// order in the data folder, sends SIGHUP, and reads the answer from a pipe.
///
/// Only who may write the data folder can do so, and they could also stop the server and change
/// the user themselves.
enum UserOrder {
  /// The file that names the process of a server, beside its database.
  private static let servingFile = "ovation.serving"

  /// Says that this process serves the folder's database.
  static func open(in folder: String) {
    let pid = String(ProcessInfo.processInfo.processIdentifier)
    // Without it `ovation user` asks for a stop, as it would without a server.
    _ = FileManager.default.createFile(
      atPath: folder + "/" + servingFile, contents: Data(pid.utf8),
      attributes: [.posixPermissions: 0o600])
  }

  /// Says that it no longer does.
  static func close(in folder: String) {
    // There is nothing to remove after a start that failed early.
    try? FileManager.default.removeItem(atPath: folder + "/" + servingFile)
  }

  /// The process of the server that has a folder's database open; nil when none has.
  static func server(of folder: String) -> Int32? {
    guard let data = FileManager.default.contents(atPath: folder + "/" + servingFile),
      let pid = Int32(String(decoding: data, as: UTF8.self)),
      // Another command would end by the signal: only the one that has the lock is sent it.
      SQLiteStore.owner(of: folder) == pid
    else { return nil }
    return pid
  }

  /// Has a server do something.
  ///
  /// - Returns: What it answers.
  /// - Throws: ``OperatorFault`` with its answer, or when it does not answer.
  static func give(
    _ action: UserAction, _ id: String, to server: Int32, in folder: String
  ) throws(OperatorFault) -> String {
    let name = folder + "/user-" + Base64.encodeURL(SecureRandom.bytes(9))
    let pipe = name + ".answer"
    // The call copies the path.
    guard unsafe mkfifo(pipe, 0o600) == 0 else {
      throw OperatorFault("\(folder) cannot be written; check its permissions.")
    }
    defer { for path in [pipe, name + ".order"] { _ = unsafe unlink(path) } }
    // The call copies the path; both ends are open, so that the pipe does not end in between.
    let descriptor = unsafe Foundation.open(pipe, O_RDWR | O_CLOEXEC)
    defer { Foundation.close(descriptor) }
    guard
      FileManager.default.createFile(
        atPath: name + ".order", contents: Data("\(action.rawValue)\n\(id)".utf8),
        attributes: [.posixPermissions: 0o600])
    else { throw OperatorFault("\(folder) cannot be written; check its permissions.") }
    kill(server, SIGHUP)
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&waiting, 1, 10_000) == 1 else {
      throw OperatorFault("The server (process \(server)) does not answer; stop it and try again.")
    }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    // The buffer has the length that is told.
    let count = unsafe read(descriptor, &bytes, bytes.count)
    let answer = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    guard answer.hasPrefix("+") else { throw OperatorFault(String(answer.dropFirst())) }
    return String(answer.dropFirst())
  }

  /// Does what lies in the folder.
  static func carryOut(in folder: String, on platform: Platform) async {
    // A folder that cannot be read has no orders for us.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where name.hasPrefix("user-") && name.hasSuffix(".order") {
      let path = folder + "/" + name
      guard let data = FileManager.default.contents(atPath: path) else { continue }
      // Removed first, so that no order is carried out twice.
      guard unsafe unlink(path) == 0 else { continue }
      let parts = String(decoding: data, as: UTF8.self).split(
        separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let action = UserAction(rawValue: String(parts[0])) else { continue }
      answer(
        await result(of: action, String(parts[1]), on: platform),
        at: String(path.dropLast(".order".count)) + ".answer")
    }
  }

  private static func result(
    of action: UserAction, _ id: String, on platform: Platform
  ) async -> String {
    do throws(OperatorFault) {
      return "+" + (try await action.perform(on: id, of: platform))
    } catch {
      return "-" + error.sentence
    }
  }

  /// Writes to a pipe that is being read; a reader that has gone away gets no answer.
  private static func answer(_ text: String, at pipe: String) {
    // The call copies the path and does not wait for a reader.
    let descriptor = unsafe Foundation.open(pipe, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    let bytes = Array(text.utf8)
    // The buffer has the length that is told.
    _ = unsafe write(descriptor, bytes, bytes.count)
    Foundation.close(descriptor)
  }
}
