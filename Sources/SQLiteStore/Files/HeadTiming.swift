internal import Dispatch
import Application

/// How long a head may wait for the disk; tests bring a clock and a disk of their own.
struct HeadTiming: Sendable {
  /// A head is synced this long after it was written, with all that were written meanwhile.
  var gatheringMilliseconds = 50
  /// A commit waits for the sync of a head that was written longer ago than this.
  var windowMilliseconds: UInt64 = 100
  /// The monotonic clock, in milliseconds.
  var now: @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds / 1_000_000 }
  /// Makes the file durable.
  var synchronize: @Sendable (OpenFile) throws(StoreError) -> Void = {
    (file) throws(StoreError) in try file.synchronize()
  }
}
