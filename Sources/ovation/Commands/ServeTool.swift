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
      Option("demo", "with the demo's people, catalog and sign-in"),
      Option("test-clock", "let an admin move the time by POST /api/admin/test-clock; for tests"),
      Option("accept-loss", "continue although the head file names entries that are missing"),
      Option("check", "look at every page and entry first, as ovation verify does"),
    ]

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let configuration = try StoreOptions.configuration(
      arguments, flags: ["data", "database", "host", "port", "preset"])
    guard let preset = Settings.preset(named: configuration.preset) else {
      throw OperatorFault("There is no preset \(configuration.preset); known is streamit.")
    }
    let first = configuration.firstValues.applied(to: preset)
    let isDemo = arguments.has("demo")
    // Set up before the server listens, so that no signal is lost.
    let signals = StopSignals()
    let testClock = arguments.has("test-clock") ? TestClock(over: SystemClock()) : nil
    let books = try OpenBooks(
      configuration, clock: testClock ?? SystemClock(),
      acceptingLoss: arguments.has("accept-loss"), checkingAll: arguments.has("check"))
    do {
      try await serve(
        books, configuration, first: first, isDemo: isDemo, testClock: testClock, signals)
    } catch {
      books.close()
      throw error
    }
    return books.close() ? 0 : 1
  }

  /// Serves opened books until a signal.
  private static func serve(
    _ books: OpenBooks, _ configuration: Configuration, first: Settings, isDemo: Bool,
    testClock: TestClock?, _ signals: StopSignals
  ) async throws {
    let incidents = IncidentLog { StandardStream.error.write("ovation: \($0)\n") }
    books.platform.onIncident { incidents.add($0, at: monotonicNanoseconds()) }
    let credentials = try Credentials(configuration, isDemo: isDemo)
    try await prepare(books.platform, first: first, isDemo: isDemo)
    let server = try Server(
      configuration, books: books, credentials: credentials, testClock: testClock)
    let address = try await server.start()
    announce(
      address.origin, isDemo: isDemo, isTestClock: testClock != nil, scarcity: server.scarcity)
    let stops = signals.events
    await server.serve { for await _ in stops { return } }
    signals.end()
  }

  /// Saves the first settings if there are none, and loads the demo.
  private static func prepare(
    _ platform: Platform, first: Settings, isDemo: Bool
  ) async throws {
    if try await platform.directory.settings().version == 0 {
      let outcome = await platform.engine.submit(
        CommandRequest(.saveSettings(SaveSettings(settings: first)), actor: .global))
      guard outcome.isAccepted else {
        throw OperatorFault("The first settings were not saved (\(outcome)); start again.")
      }
    }
    guard isDemo else { return }
    do {
      try await platform.seedDemo()
    } catch {
      throw OperatorFault("The demo could not be loaded: \(error).")
    }
  }

  private static func announce(
    _ address: String, isDemo: Bool, isTestClock: Bool, scarcity: String?
  ) {
    var lines = ["Ovation serves the API at \(address)/api"]
    if isDemo {
      lines += [
        "  \(address)/                  sign in as a demo viewer or creator",
        "  \(address)/coins/shop        buy coins with play money",
        "  \(address)/creator/earnings  watch earnings rise",
      ]
    }
    if isTestClock {
      lines.append("  POST /api/admin/test-clock moves the time: not for servers with real money.")
    }
    if let scarcity { lines.append("  \(scarcity)") }
    lines.append("ready \(address)")
    StandardStream.output.write(lines.joined(separator: "\n") + "\n")
  }
}

/// SIGTERM and SIGINT, which stop the server.
struct StopSignals {
  /// One event per signal.
  let events: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  /// Handles the signals, which then no longer end the process by themselves.
  init() {
    let (events, continuation) = AsyncStream<Void>.makeStream(
      bufferingPolicy: .bufferingOldest(1))
    self.events = events
    sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.activate()
      return source
    }
  }

  /// Stops handling the signals; must be called, so that the sources stay alive until then.
  func end() { for source in sources { source.cancel() } }
}
