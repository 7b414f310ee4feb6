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

private func nanoseconds(of clock: clockid_t) -> UInt64 {
  var time = timespec()
  // The pointer is used only inside the call.
  unsafe clock_gettime(clock, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
