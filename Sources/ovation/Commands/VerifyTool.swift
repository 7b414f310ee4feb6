import Application
import Foundation
import JSON
import SQLiteStore

/// Proves that the books balance.
enum VerifyTool: CommandLineTool {
  static let name = "verify"
  static let summary = "re-derive every balance, check every chain and law; also beside a server"
  static let options = StoreOptions.all + [StoreOptions.json]

  /// The result of a verification, and what was verified.
  private struct Finding {
    let report: VerificationReport
    /// Whether another process had the database open, so that a snapshot was verified.
    let isLive: Bool
  }

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let configuration = try StoreOptions.configuration(arguments)
    guard FileManager.default.fileExists(atPath: configuration.storeFolder + "/ovation.db") else {
      throw OperatorFault("There is no database in \(configuration.storeFolder).")
    }
    let finding: Finding
    do throws(StoreError) {
      finding = try find(in: configuration.storeFolder)
    } catch {
      // The general sentence would advise to run verify, which was just done.
      guard case .corrupt(let fault) = error else { throw OperatorFault(error) }
      throw OperatorFault("The database is damaged (\(fault.context)); restore it from a backup.")
    }
    print(arguments.has("json") ? json(of: finding) : text(of: finding))
    return finding.report.isOK ? 0 : 1
  }

  /// Verifies the files as their owner, or a snapshot if another process owns them.
  private static func find(in folder: String) throws(StoreError) -> Finding {
    do throws(StoreError) {
      let store = try SQLiteStore(folder: folder, clock: SystemClock())
      store.tellBackup()
      let report = try verify(store)
      // What is damaged in the database says more than that it does not match the head.
      if report.isOK { try store.compareWithHead() }
      return Finding(report: report, isLive: false)
    } catch {
      guard case .ownedByAnotherProcess = error else { throw error }
    }
    let snapshot = try SQLiteSnapshot(folder: folder)
    try snapshot.compareWithHead()
    return Finding(report: try verify(snapshot), isLive: true)
  }

  /// Verifies a store, with the number of checked entries on a terminal.
  ///
  /// - Throws: `StoreError` if the store cannot be read.
  static func verify(
    _ store: any StoreReading & StoreAuditing
  ) throws(StoreError) -> VerificationReport {
    var verifier = JournalVerifier(
      store: store, hashing: ChainSHA256(), now: SystemClock().now())
    let isTerminal = isatty(STDERR_FILENO) == 1
    let report = try verifier.verify { checked in
      if isTerminal { StandardStream.error.write("\r\(checked) entries") }
    }
    if isTerminal { StandardStream.error.write("\n") }
    return report
  }

  private static func json(of finding: Finding) -> String {
    let report = finding.report
    let bytes = JSONWriter.object { object in
      object.field("ok", report.isOK)
      object.field("entries", report.entries)
      object.field("transactions", report.transactions)
      object.field("postings", report.postings)
      object.field("accounts", report.accounts)
      object.field("rows", report.rows)
      object.field("names", report.names)
      object.field("answers", report.answers)
      object.field("notBound", report.notBound)
      object.field("isLive", finding.isLive)
      object.field("isHeadCompared", finding.isLive || report.isOK)
      if let fault = report.fault { object.field("fault", fault.sentence) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func text(of finding: Finding) -> String {
    let report = finding.report
    let counted =
      "\(report.entries) entries, \(report.transactions) transactions, "
      + "\(report.postings) postings, \(report.accounts) accounts, \(report.rows) rows, "
      + "\(report.names) names, \(report.answers) answers"
    let old =
      report.notBound == 0
      ? "" : " \(report.notBound) rows, names and answers are older than what binds them."
    let end =
      finding.isLive
      ? "This is a snapshot of a database in use; it includes the entry of the head file."
      : report.isOK ? "They include the entry of the head file." : "Nothing was changed."
    guard let fault = report.fault else { return "The books balance: \(counted).\(old) \(end)" }
    return "The books do NOT balance: \(fault.sentence) Checked before it: \(counted). \(end)"
  }
}
