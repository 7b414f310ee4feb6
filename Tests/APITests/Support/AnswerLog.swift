import Foundation
import HTTPServer
import JSON
import Synchronization
import Testing

/// Keeps what the API is asked and answers in tests.
///
/// `Tests/Acceptance/test_recorded_answers.py` holds it to the contract.
///
/// `OVATION_ANSWERS` names the file, which must be there; lines are added to it. Without the
/// variable nothing is kept.
final class AnswerLog: Sendable {
  static let shared = AnswerLog()
  private let file: Mutex<FileHandle?>

  private init() {
    let path = ProcessInfo.processInfo.environment["OVATION_ANSWERS"]
    let handle = path.flatMap { FileHandle(forWritingAtPath: $0) }
    if path != nil, handle == nil { Issue.record("OVATION_ANSWERS names no file.") }
    file = Mutex(handle)
  }

  /// Adds one line: `{"test", "route", "status", "type", "body", "request"}`, bodies as text.
  func record(_ answer: Answer, to route: String, request: [UInt8]) {
    file.withLock { file in
      guard let file else { return }
      var line = JSONWriter.object { object in
        object.field("test", Test.current?.name)
        object.field("route", route)
        object.field("status", answer.status)
        object.field("type", answer.headers["content-type"])
        object.field("body", answer.text)
        object.field("request", String(decoding: request, as: UTF8.self))
      }
      line.append(UInt8(ascii: "\n"))
      do {
        try file.seekToEnd()
        try file.write(contentsOf: line)
      } catch {
        Issue.record("An answer cannot be kept: \(error)")
      }
    }
  }
}
