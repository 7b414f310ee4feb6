import Foundation
import JSON

extension HTTPBench.Report {
  /// The report as one JSON object.
  var json: String {
    let bytes = JSONWriter.object { object in
      object.object("random") { $0.append(random) }
      object.object("hot") { $0.append(hot) }
      object.object("halfLoad") { $0.append(half) }
      object.field("halfLoadP99Ms", decimal(half.percentile(99)))
      object.field("loneP99Ms", decimal(lone.percentile(99)))
      object.field("loneP50Ms", decimal(lone.percentile(50)))
      object.field("serverMicroseconds", decimal(serverMicroseconds))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The report for people.
  var text: String {
    [
      line("random creators", random), line("one hot creator", hot),
      line("half load", half), line("one at a time", lone),
      "CPU of the server per gift: \(String(format: "%.2f", serverMicroseconds)) µs",
    ].joined(separator: "\n")
  }

  /// The CPU time of all threads of the server per gift of these parts.
  private var serverMicroseconds: Double {
    let gifts = [random, hot, half, lone].map(\.answered).reduce(0, +)
    return Double(serverNanoseconds) / 1_000 / Double(max(1, gifts))
  }

  private func line(_ name: String, _ result: LoadResult) -> String {
    let refused = result.refused.isEmpty ? "" : ", refused \(result.refused)"
    let p50 = String(format: "%.2f", result.percentile(50))
    let p99 = String(format: "%.2f", result.percentile(99))
    return "\(name): \(result.perSecond) gifts/s, p50 \(p50) ms, p99 \(p99) ms\(refused)"
  }
}

/// A measurement as a JSON number of two decimals.
private func decimal(_ value: Double) -> JSONValue { .decimal(String(format: "%.2f", value)) }

extension ObjectWriter {
  fileprivate mutating func append(_ result: LoadResult) {
    field("giftsPerSecond", result.perSecond)
    field("p50Ms", decimal(result.percentile(50)))
    field("p99Ms", decimal(result.percentile(99)))
    field("refused", result.refused.values.reduce(0, +))
  }
}
