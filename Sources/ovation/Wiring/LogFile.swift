import Foundation
import HTTPServer
import Synchronization

/// The configured access log: standard output, or a file that can be moved away and opened again.
final class LogFile: Sendable {
  let log: AccessLog
  /// nil for standard output.
  private let path: String?
  private let descriptor: Mutex<Int32>

  /// Opens what is configured.
  ///
  /// - Returns: nil when the log is off.
  /// - Throws: ``OperatorFault`` when the file cannot be opened.
  init?(_ configuration: Configuration, loop: EventLoop) throws(OperatorFault) {
    let target = configuration.accessLog
    guard target != "off" else { return nil }
    path = target == "stdout" ? nil : target
    let opened = target == "stdout" ? STDOUT_FILENO : try Self.open(target)
    descriptor = Mutex(opened)
    log = AccessLog(loop: loop, descriptor: opened)
  }

  /// Opens the file again, which something else may have moved away.
  ///
  /// - Throws: ``OperatorFault``; then the log stays in the file that it was in.
  func reopen() throws(OperatorFault) {
    guard let path else { return }
    let new = try Self.open(path)
    let old = descriptor.withLock { descriptor in
      defer { descriptor = new }
      return descriptor
    }
    log.reopen(descriptor: new) { close(old) }
  }

  private static func open(_ path: String) throws(OperatorFault) -> Int32 {
    // The call copies the path and keeps no pointer.
    let descriptor = unsafe Foundation.open(
      path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else {
      throw OperatorFault(
        "log.access names \(path), which cannot be opened for writing; check its folder and "
          + "permissions.")
    }
    return descriptor
  }
}
