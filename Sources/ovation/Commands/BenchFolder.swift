import Foundation

/// A folder that a measurement works in.
struct BenchFolder {
  let path: String
  private let isOurs: Bool

  /// Takes an empty folder, or makes a temporary one.
  ///
  /// - Throws: ``OperatorFault``.
  init(_ given: String?) throws(OperatorFault) {
    path = given ?? NSTemporaryDirectory() + "ovation-bench-\(UUID().uuidString)"
    isOurs = given == nil
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      guard try FileManager.default.contentsOfDirectory(atPath: path).isEmpty else {
        throw OperatorFault("\(path) must be an empty folder.")
      }
    } catch let fault as OperatorFault {
      throw fault
    } catch {
      throw OperatorFault("\(path) cannot be used; check its path and rights.")
    }
  }

  /// Removes the folder if it is a temporary one.
  func remove() {
    guard isOurs else { return }
    // A folder that stays behind harms nobody.
    try? FileManager.default.removeItem(atPath: path)
  }
}
