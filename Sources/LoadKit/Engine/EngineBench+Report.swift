import JSON

extension EngineBench {
  /// What was measured.
  package struct Report {
    /// Durable gifts per second of each round.
    package let rounds: [(mode: Mode, perSecond: [Int])]
    /// Until the projections held everything, in milliseconds.
    package let projectionLagMilliseconds: Int
    /// CPU time per gift in tenths of a microsecond: the lane's, and that of all threads.
    package let cost: (lane: Int, all: Int)

    /// The report as one JSON object.
    package var json: String {
      let bytes = JSONWriter.object { object in
        for (mode, rounds) in rounds {
          object.object(mode.rawValue) { result in
            result.field("giftsPerSecond", Self.median(rounds))
            result.array("rounds") { list in for round in rounds { list.element(Int64(round)) } }
          }
        }
        object.field("projectionsBehindMs", projectionLagMilliseconds)
        object.field("laneMicroseconds", .decimal(Self.microseconds(cost.lane)))
        object.field("cpuMicroseconds", .decimal(Self.microseconds(cost.all)))
      }
      return String(decoding: bytes, as: UTF8.self)
    }

    /// The report for people.
    package var text: String {
      let lines = rounds.map { mode, rounds in
        "\(mode.rawValue): \(Self.median(rounds)) durable gifts/s (rounds \(rounds))"
      }
      let (all, lane) = (Self.microseconds(cost.all), Self.microseconds(cost.lane))
      return
        (lines + [
          "projections \(projectionLagMilliseconds) ms behind at the end",
          "CPU per gift: \(all) µs, of which the lane \(lane) µs",
        ]).joined(separator: "\n")
    }

    private static func microseconds(_ tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)" }

    private static func median(_ values: [Int]) -> Int { values.sorted()[values.count / 2] }
  }

  /// Prepares, measures every mode, and stops the projections.
  ///
  /// - Returns: What was measured.
  /// - Throws: ``LoadFault`` when a command is not accepted.
  package func run() async throws -> Report {
    defer { close() }
    try await prepare()
    let rounds = try Mode.allCases.map { (mode: $0, perSecond: try measure($0)) }
    let lag = try await projectionLagMilliseconds()
    return Report(
      rounds: rounds, projectionLagMilliseconds: lag,
      cost: (lane: laneTenthsOfMicroseconds, all: processTenthsOfMicroseconds))
  }
}
