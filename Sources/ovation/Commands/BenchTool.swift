import Foundation
import JSON

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
    let bench = try EngineBench(folder: folder.path, size: size)
    try await bench.prepare()
    var results: [(mode: EngineBench.Mode, rounds: [Int])] = []
    for mode in EngineBench.Mode.allCases { results.append((mode, try bench.measure(mode))) }
    let lag = try await bench.projectionLagMilliseconds()
    let cost = (lane: bench.laneTenthsOfMicroseconds, all: bench.processTenthsOfMicroseconds)
    bench.close()
    print(
      arguments.has("json")
        ? json(results, lag: lag, cost: cost) : text(results, lag: lag, cost: cost))
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
    var bench = HTTPBench(folder: folder.path, size: size)
    let report = try await bench.run()
    print(arguments.has("json") ? report.json : report.text)
    return 0
  }

  private static func json(
    _ results: [(mode: EngineBench.Mode, rounds: [Int])], lag: Int, cost: (lane: Int, all: Int)
  ) -> String {
    let bytes = JSONWriter.object { object in
      for (mode, rounds) in results {
        object.object(mode.rawValue) { result in
          result.field("giftsPerSecond", median(rounds))
          result.array("rounds") { list in for round in rounds { list.element(Int64(round)) } }
        }
      }
      object.field("projectionsBehindMs", lag)
      object.field("laneMicroseconds", .decimal(tenths(cost.lane)))
      object.field("cpuMicroseconds", .decimal(tenths(cost.all)))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func text(
    _ results: [(mode: EngineBench.Mode, rounds: [Int])], lag: Int, cost: (lane: Int, all: Int)
  ) -> String {
    let lines = results.map { mode, rounds in
      "\(mode.rawValue): \(median(rounds)) durable gifts/s (rounds \(rounds))"
    }
    return
      (lines + [
        "projections \(lag) ms behind at the end",
        "CPU per gift: \(tenths(cost.all)) µs, of which the lane \(tenths(cost.lane)) µs",
      ]).joined(separator: "\n")
  }

  private static func tenths(_ value: Int) -> String { "\(value / 10).\(value % 10)" }

  private static func median(_ values: [Int]) -> Int { values.sorted()[values.count / 2] }
}

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
