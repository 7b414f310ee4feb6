import Application
import Foundation
import Ledger

/// The machine's clock.
struct SystemClock: WallClock {
  func now() -> Timestamp {
    Timestamp(milliseconds: Int64(nanoseconds(of: CLOCK_REALTIME) / 1_000_000))
  }
}

/// The monotonic clock in nanoseconds.
func monotonicNanoseconds() -> UInt64 { nanoseconds(of: CLOCK_MONOTONIC) }

/// The CPU time of the calling thread in nanoseconds.
func threadNanoseconds() -> UInt64 { nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) }

/// The CPU time of all threads of this process in nanoseconds.
func processNanoseconds() -> UInt64 { nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID) }

/// The CPU time of all threads of another process in nanoseconds; nil when it has ended.
func nanoseconds(ofProcess process: pid_t) -> UInt64? {
  var clock = clockid_t()
  // The pointer is used only inside the call.
  guard unsafe clock_getcpuclockid(process, &clock) == 0 else { return nil }
  return nanoseconds(of: clock)
}

private func nanoseconds(of clock: clockid_t) -> UInt64 {
  var time = timespec()
  // The pointer is used only inside the call.
  unsafe clock_gettime(clock, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
