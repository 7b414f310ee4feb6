/// What a run of requests came to.
package struct LoadResult {
  package var answered = 0
  /// Answers whose status is not 2xx, by status.
  package var refused: [Int: Int] = [:]
  /// Nanoseconds from when a request was due until its answer was whole.
  package var latencies: [UInt64] = []
  package var seconds: Double = 0

  package init() {}

  /// Answers of 2xx per second.
  package var perSecond: Int { Int(Double(answered) / max(seconds, 1e-9)) }

  /// A percentile of the latency in milliseconds; 0 when nothing was answered.
  package func percentile(_ percent: Double) -> Double {
    guard !latencies.isEmpty else { return 0 }
    let sorted = latencies.sorted()
    let index = min(sorted.count - 1, Int(Double(sorted.count) * percent / 100))
    return Double(sorted[index]) / 1e6
  }

  mutating func note(status: Int, nanoseconds: UInt64) {
    latencies.append(nanoseconds)
    if (200..<300).contains(status) {
      answered += 1
    } else {
      refused[status, default: 0] += 1
    }
  }
}
