package import Glibc

/// The time that processors spent, in nanoseconds, which hardly changes when others share them.
package enum ProcessorTime {
  /// Of the calling thread.
  package static var thread: UInt64 { nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) }

  /// Of all threads of this process.
  package static var process: UInt64 { nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID) }

  /// Of all threads of another process; nil when it has ended.
  package static func of(process: pid_t) -> UInt64? {
    var clock = clockid_t()
    // The pointer is used only inside the call.
    guard unsafe clock_getcpuclockid(process, &clock) == 0 else { return nil }
    return nanoseconds(of: clock)
  }

  private static func nanoseconds(of clock: clockid_t) -> UInt64 {
    var time = timespec()
    // The pointer is used only inside the call.
    unsafe clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
