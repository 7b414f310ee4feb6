import Foundation

/// A server of this binary in a process of its own.
final class ServerProcess {
  let port: UInt16
  private let process = Process()

  /// Starts a server and waits until it is ready.
  ///
  /// - Throws: ``OperatorFault`` when it ends before.
  init(data: String, environment: [String: String]) throws(OperatorFault) {
    let output = Pipe()
    process.executableURL = Bundle.main.executableURL
    process.arguments = ["serve", "--data", data, "--port", "0"]
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = output
    do { try process.run() } catch {
      throw OperatorFault("The server could not be started: \(error.localizedDescription).")
    }
    var text = ""
    while true {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw OperatorFault("The server ended before it was ready.") }
      text += String(decoding: data, as: UTF8.self)
      guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("ready ") }) else {
        continue
      }
      guard let port = line.split(separator: ":").last.flatMap({ UInt16($0) }) else { continue }
      self.port = port
      break
    }
  }

  /// The CPU time that all threads of the server have taken, in nanoseconds.
  ///
  /// - Throws: ``OperatorFault`` when the server has ended.
  func nanoseconds() throws(OperatorFault) -> UInt64 {
    guard let time = ovation.nanoseconds(ofProcess: process.processIdentifier) else {
      throw OperatorFault("The server ended.")
    }
    return time
  }

  /// Asks the server to stop and waits for it.
  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
