import Application
import Foundation
import LoadKit
import SQLiteStore

/// Measures speed.
enum BenchTool: CommandLineTool {
  static let name = "bench"
  static let summary = "measure: bench engine | bench http"
  static let wordsMax = 1
  static let options = [
    Option("json", "print one JSON object"),
    Option("gifts", "N", "gifts per round (default: 100000)"),
    Option("batch", "N", "gifts per commit of bench engine (default: 1000)"),
    Option("rounds", "N", "rounds, of which the median counts (default: 3)"),
    Option("senders", "N", "wallets to draw from (default: 20000)"),
    Option("creators", "N", "creators to draw from (default: 5000)"),
    Option("connections", "N", "connections of bench http (default: 64)"),
    Option("seconds", "N", "length of each part of bench http (default: 5)"),
    Option("data", "DIR", "an empty folder to work in (default: a temporary one)"),
  ]

  static func run(_ arguments: Arguments) async throws -> Int32 {
    switch arguments.words.first {
    case "engine": return try await benchEngine(arguments)
    case "http": return try await benchHTTP(arguments)
    case let other:
      throw UsageFault("bench needs engine or http, not \(other ?? "nothing").")
    }
  }

  private static func benchEngine(_ arguments: Arguments) async throws -> Int32 {
    var size = EngineBench.Size()
    size.gifts = try arguments.integer("gifts", in: 1_000...100_000_000) ?? size.gifts
    size.batch = try arguments.integer("batch", in: 1...10_000) ?? size.batch
    size.rounds = try arguments.integer("rounds", in: 1...100) ?? size.rounds
    size.senders = try arguments.integer("senders", in: 1...10_000_000) ?? size.senders
    size.creators = try arguments.integer("creators", in: 1...1_000_000) ?? size.creators
    let folder = try BenchFolder(arguments.value("data"))
    defer { folder.remove() }
    let report = try await engine(in: folder.path, size: size).run()
    print(arguments.has("json") ? report.json : report.text)
    return 0
  }

  private static func benchHTTP(_ arguments: Arguments) async throws -> Int32 {
    var size = HTTPBench.Size()
    size.connections =
      try arguments.integer("connections", in: 1...1_000) ?? size.connections
    size.seconds = try arguments.integer("seconds", in: 1...600) ?? size.seconds
    size.senders = try arguments.integer("senders", in: 1...1_000_000) ?? size.senders
    size.creators = try arguments.integer("creators", in: 1...100_000) ?? size.creators
    let folder = try BenchFolder(arguments.value("data"))
    defer { folder.remove() }
    guard let executable = Bundle.main.executableURL else {
      throw OperatorFault("The path of this program is not known; start it by its full path.")
    }
    let place = HTTPBench.Place(
      folder: folder.path, executable: executable, clock: SystemClock(),
      openEngine: { try engine(in: folder.path, size: $0) })
    var bench = HTTPBench(in: place, size: size)
    let report = try await bench.run()
    print(arguments.has("json") ? report.json : report.text)
    return 0
  }

  private static func engine(
    in folder: String, size: EngineBench.Size
  ) throws(StoreError) -> EngineBench {
    let clock = SystemClock()
    let store = try SQLiteStore(folder: folder, clock: clock)
    let platform = Platform(
      store: store, projections: try store.openProjections(), clock: clock)
    return EngineBench(
      platform: platform, writer: try store.openWriter(acceptingLoss: false), size: size)
  }
}
