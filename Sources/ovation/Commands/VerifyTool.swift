import Application
import Foundation
import JSON
import SQLiteStore

/// Proves that the books balance.
enum VerifyTool: CommandLineTool {
  static let name = "verify"
  static let summary = "re-derive every balance, check every chain and law"
  static let options = StoreOptions.all + [StoreOptions.json]

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let configuration = try StoreOptions.configuration(arguments)
    guard FileManager.default.fileExists(atPath: configuration.storeFolder + "/ovation.db") else {
      throw OperatorFault("There is no database in \(configuration.storeFolder).")
    }
    let report: VerificationReport
    do throws(StoreError) {
      let store = try SQLiteStore(folder: configuration.storeFolder, clock: SystemClock())
      var verifier = JournalVerifier(store: store, hashing: ChainSHA256())
      let isTerminal = isatty(STDERR_FILENO) == 1
      report = try verifier.verify { checked in
        if isTerminal { FileHandle.standardError.write(Data("\r\(checked) entries".utf8)) }
      }
      if isTerminal { FileHandle.standardError.write(Data("\n".utf8)) }
    } catch {
      throw OperatorFault(error)
    }
    print(arguments.has("json") ? json(of: report) : text(of: report))
    return report.isOK ? 0 : 1
  }

  private static func json(of report: VerificationReport) -> String {
    let bytes = JSONWriter.object { object in
      object.field("ok", report.isOK)
      object.field("entries", report.entries)
      object.field("transactions", report.transactions)
      object.field("postings", report.postings)
      object.field("accounts", report.accounts)
      if let fault = report.fault { object.field("fault", fault.sentence) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func text(of report: VerificationReport) -> String {
    let counted =
      "\(report.entries) entries, \(report.transactions) transactions, "
      + "\(report.postings) postings, \(report.accounts) accounts"
    guard let fault = report.fault else { return "The books balance: \(counted)." }
    return "The books do NOT balance: \(fault.sentence) Checked before it: \(counted)."
  }
}
