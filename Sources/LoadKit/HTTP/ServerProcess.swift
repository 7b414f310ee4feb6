import Foundation
import HTTPClient

/// A server in a process of its own.
final class ServerProcess {
  let peer: Peer
  private let process = Process()

  /// Starts a server and waits until it is ready.
  ///
  /// - Throws: ``LoadFault`` when it ends before.
  init(
    _ executable: URL, data: String, environment: [String: String]
  ) throws(LoadFault) {
    let output = Pipe()
    process.executableURL = executable
    process.arguments = ["serve", "--data", data, "--port", "0"]
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = output
    do { try process.run() } catch {
      throw LoadFault("The server could not be started: \(error.localizedDescription).")
    }
    var text = ""
    while true {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw LoadFault("The server ended before it was ready.") }
      text += String(decoding: data, as: UTF8.self)
      guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("ready ") }) else {
        continue
      }
      guard let port = line.split(separator: ":").last.flatMap({ UInt16($0) }) else { continue }
      peer = .loopback(port)
      break
    }
  }

  /// The CPU time that all threads of the server have taken, in nanoseconds.
  ///
  /// - Throws: ``LoadFault`` when the server has ended.
  func nanoseconds() throws(LoadFault) -> UInt64 {
    guard let time = ProcessorTime.of(process: process.processIdentifier) else {
      throw LoadFault("The server ended.")
    }
    return time
  }

  /// Asks the server to stop and waits for it.
  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
