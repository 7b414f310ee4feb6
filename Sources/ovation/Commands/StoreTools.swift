import Application
import Foundation
import JSON
import Ledger
import Monetization
import Money
import SQLiteStore

/// Options that every command over a database takes.
enum StoreOptions {
  static let data = Option("data", "DIR", "the folder of the database (default: data)")
  static let database = Option("database", "URL", "sqlite:FOLDER, instead of --data")
  static let config = Option("config", "FILE", "the configuration (default: ovation.json)")
  static let json = Option("json", "print one JSON object")
  static let all = [data, database, config]

  /// The configuration that a command's options, the environment and the file make.
  ///
  /// - Throws: ``OperatorFault``.
  static func configuration(
    _ arguments: Arguments, flags names: [String] = ["data", "database"]
  ) throws(OperatorFault) -> Configuration {
    var flags: [String: String] = [:]
    for name in names { flags[name] = arguments.value(name) }
    return try Configuration.read(
      file: arguments.value("config"), environment: ProcessInfo.processInfo.environment,
      flags: flags)
  }
}

/// Brings the schema up to date.
enum MigrateTool: CommandLineTool {
  static let name = "migrate"
  static let summary = "make the database, or bring its schema up to date"
  static let options = StoreOptions.all

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let configuration = try StoreOptions.configuration(arguments)
    let books = try OpenBooks(configuration)
    books.close()
    print("The database in \(configuration.storeFolder) is up to date.")
    return 0
  }
}

/// Loads the demo.
enum SeedTool: CommandLineTool {
  static let name = "seed"
  static let summary = "load the demo's people, packages, gifts and streams"
  static let options = StoreOptions.all

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let books = try OpenBooks(try StoreOptions.configuration(arguments))
    defer { books.close() }
    do {
      try await books.platform.seedDemo()
    } catch {
      throw OperatorFault("The demo could not be loaded: \(error).")
    }
    print("The demo is loaded.")
    return 0
  }
}

/// Proves that the books balance.
enum VerifyTool: CommandLineTool {
  static let name = "verify"
  static let summary = "re-derive every balance, check every chain and law"
  static let options = StoreOptions.all + [StoreOptions.json]

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let configuration = try StoreOptions.configuration(arguments)
    guard FileManager.default.fileExists(atPath: configuration.storeFolder) else {
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

/// Computes the projections anew.
enum RebuildProjectionsTool: CommandLineTool {
  static let name = "rebuild-projections"
  static let summary = "compute lists and sums anew from the journal"
  static let options = StoreOptions.all

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let configuration = try StoreOptions.configuration(arguments)
    do throws(StoreError) {
      let store = try SQLiteStore(folder: configuration.storeFolder, clock: SystemClock())
      let projections = try store.openProjections()
      try projections.reset()
      let runner = ProjectionRunner(store: store, projections: projections)
      while try runner.runRound() {}
      let entries = runner.reached.sequences.reduce(0) { $0 + $1.sequence }
      print("The projections hold \(entries) entries.")
    } catch {
      throw OperatorFault(error)
    }
    return 0
  }
}

extension VerificationFault {
  /// What is wrong, in one sentence.
  var sentence: String {
    switch self {
    case .missingEntry(let position): "Entry \(position.sequence) is missing."
    case .unreadableEntry(let position): "Entry \(position.sequence) cannot be read."
    case .brokenChain(let position, let transaction):
      "Entry \(position.sequence) was changed: its hash does not follow"
        + (transaction.map { " (transaction \($0.text))." } ?? ".")
    case .imbalance(let transaction): "Transaction \(transaction.text) does not balance."
    case .wrongPosting(let transaction, let key):
      "Transaction \(transaction.text) has a wrong posting on \(key.sentence)."
    case .wrongSplit(let transaction): "Transaction \(transaction.text) has a wrong split."
    case .wrongAccount(let key): "The stored balance of \(key.sentence) is wrong."
    case .unreadableRow(let owner, let slot):
      "Row \(slot.rawValue) of owner \(owner.rawValue) cannot be read."
    case .wrongCarry(let key):
      "The carried fraction of owner \(key.creator.rawValue) (\(key.source)) is wrong."
    case .wrongText(let position, let number):
      "Text \(number) of entry \(position.sequence) does not match its digest."
    case .wrongHead(let writer): "The head of writer \(writer.rawValue) is not its last entry."
    }
  }
}

extension AccountKey {
  /// The account in words.
  fileprivate var sentence: String {
    "account \(kind) in \(unit.name) of owner \(owner.rawValue)"
  }
}
