/// Measures from when it was made.
struct Stopwatch {
  private let begin = ContinuousClock.now

  /// Nanoseconds since the beginning.
  var nanoseconds: UInt64 {
    let (seconds, attoseconds) = (ContinuousClock.now - begin).components
    return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds) / 1_000_000_000
  }

  /// Seconds since the beginning, for measurements only.
  var seconds: Double { Double(nanoseconds) / 1e9 }
}
