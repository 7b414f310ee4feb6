import Glibc

/// The wall clock of the machine, for the `Date` field and the log only; no decision depends on it.
enum SystemClock {
  /// Whole seconds since 1970.
  static var secondsSince1970: Int { now.tv_sec }

  /// Milliseconds since 1970.
  static var millisecondsSince1970: Int {
    let now = now
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }

  private static var now: timespec {
    var time = timespec()
    // The system fills the structure that it is given.
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return time
  }
}
