import Application
import Dispatch
import Foundation
import HTTPServer
import Ledger
import Monetization

/// Serves.
enum ServeTool: CommandLineTool {
  static let name = "serve"
  static let summary = "serve API, real time and pages"
  static let options =
    StoreOptions.all + [
      Option("host", "A", "the address to listen on (default: 127.0.0.1)"),
      Option("port", "N", "the port; 0 takes a free one (default: 8080)"),
      Option("preset", "NAME", "the economy of a new database (default: streamit)"),
      Option("mode", "live|test", "whether money is real (default: live; test with --demo)"),
      Option("demo", "with the demo's people, catalog and sign-in"),
      Option("test-clock", "let an admin move the time by POST /api/admin/test-clock; for tests"),
      Option("accept-loss", "continue although the head file names entries that are missing"),
      Option("check", "look at every page and entry first, as ovation verify does"),
    ]

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let configuration = try StoreOptions.configuration(
      arguments, flags: ["data", "database", "host", "port", "preset", "mode"])
    guard let preset = Settings.preset(named: configuration.preset) else {
      throw OperatorFault("There is no preset \(configuration.preset); known is streamit.")
    }
    let first = configuration.firstValues.applied(to: preset)
    let mode = try configuration.servedMode(isDemo: arguments.has("demo"))
    // Set up before the server listens, so that no signal is lost.
    let signals = Signals()
    let testClock = arguments.has("test-clock") ? TestClock(over: SystemClock()) : nil
    let books = try OpenBooks(
      configuration, clock: testClock ?? SystemClock(),
      acceptingLoss: arguments.has("accept-loss"), checkingAll: arguments.has("check"))
    do {
      try await serve(
        books, configuration, first: first, mode: mode, testClock: testClock, signals)
    } catch {
      books.close()
      throw error
    }
    return books.close() ? 0 : 1
  }

  /// Serves opened books until a signal.
  private static func serve(
    _ books: OpenBooks, _ configuration: Configuration, first: Settings, mode: PlatformMode,
    testClock: TestClock?, _ signals: Signals
  ) async throws {
    let incidents = IncidentLog { StandardStream.error.write("ovation: \($0)\n") }
    books.platform.onIncident { incidents.add($0, at: monotonicNanoseconds()) }
    try await books.platform.begin(servedAs: mode, with: first)
    let credentials = try Credentials(configuration, isDemo: mode == .demo)
    let server = try Server(
      configuration, mode: mode, books: books, credentials: credentials, testClock: testClock)
    let address = try await server.start()
    UserOrder.open(in: configuration.storeFolder)
    defer { UserOrder.close(in: configuration.storeFolder) }
    var notes: [String] = configuration.aliasNotes
    if testClock != nil {
      notes.append("POST /api/admin/test-clock moves the time: not for servers with real money.")
    }
    if let scarcity = server.scarcity { notes.append(scarcity) }
    if mode != .demo, !configuration.tokens.hasKey {
      notes.append(
        "Nobody can sign in: set auth.secret or auth.jwksFile to the key of your identity provider."
      )
    }
    announce(address.linkOrigin, mode: mode, notes: notes)
    let (events, platform, folder) = (signals.events, books.platform, configuration.storeFolder)
    await server.serve {
      for await event in events {
        guard event == .reload else { return }
        for fault in server.reload() { StandardStream.error.write("ovation: \(fault.sentence)\n") }
        await UserOrder.carryOut(in: folder, on: platform)
      }
    }
    signals.end()
  }

  private static func announce(_ address: String, mode: PlatformMode, notes: [String]) {
    var lines = ["Ovation serves the API at \(address)/api"]
    switch mode {
    case .live: break
    case .test: lines.append("  Test mode: coins are bought with play money.")
    case .demo:
      lines += [
        "  \(address)/                  sign in as a demo viewer or creator",
        "  \(address)/coins/shop        buy coins with play money",
        "  \(address)/creator/earnings  watch earnings rise",
      ]
    }
    lines += notes.map { "  " + $0 }
    lines.append("ready \(address)")
    StandardStream.output.write(lines.joined(separator: "\n") + "\n")
  }
}
