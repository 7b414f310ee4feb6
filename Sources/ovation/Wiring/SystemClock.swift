import Application
import Foundation
import Ledger

/// The machine's clock.
struct SystemClock: WallClock {
  func now() -> Timestamp {
    var time = timespec()
    // The pointer is used only inside the call.
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
