import Application
import Foundation
import Ledger
import SQLiteStore

/// Restores a backup.
enum RestoreTool: CommandLineTool {
  static let name = "restore"
  static let summary = "restore DIR: check and verify a backup, and put it into an empty folder"
  static let options = StoreOptions.all
  static let wordsMax = 1

  static func run(_ arguments: Arguments) async throws -> Int32 {
    guard let source = arguments.words.first else {
      throw UsageFault("restore needs the folder of the backup.")
    }
    let folder = try StoreOptions.configuration(arguments).storeFolder
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw OperatorFault("The folder \(folder) cannot be created; check its path and permissions.")
    }
    let restore = RestoreBackup(source, to: folder, clock: SystemClock())
    var fault: String?
    do throws(BackupError) {
      let outcome = try restore.run { (store) throws(StoreError) in
        let report = try VerifyTool.verify(store)
        fault = report.fault?.sentence
        return report.isOK
      }
      print(text(of: outcome, in: folder))
    } catch {
      let found = fault.map { " " + $0 } ?? ""
      throw OperatorFault(OperatorFault(error).sentence + found)
    }
    return 0
  }

  private static func text(of outcome: RestoreBackup.Outcome, in folder: String) -> String {
    let manifest = outcome.manifest
    let time = Date(timeIntervalSince1970: TimeInterval(manifest.madeAt.milliseconds) / 1_000)
    let made = time.formatted(.iso8601)
    let first =
      "\(folder) holds the backup of \(made) up to entry \(manifest.head.sequence), and the books "
      + "balance."
    if let loss = outcome.loss {
      return first + " " + OperatorFault(loss).sentence
    }
    guard outcome.isHeadNew else {
      return first + " It has everything that ovation.head says was acknowledged."
    }
    return first
      + " What was acknowledged after it is missing; how much is unknown, because there was no "
      + "ovation.head in \(folder)."
  }
}

extension OperatorFault {
  /// Describes for the operator why a backup was not made or restored.
  init(_ error: BackupError) {
    switch error {
    case .store(let error): self.init(error)
    case .exists(let path):
      self.init("\(path) exists already, and nothing is written over it; choose another folder.")
    case .missing(let path): self.init("There is no \(path).")
    case .changed(let what):
      self.init("This is not the backup that was made: \(what); use another one.")
    case .unproven: self.init("The books of the backup do NOT balance; nothing was restored.")
    }
  }
}
