internal import Dispatch
import Application

/// The timing of head syncs; tests replace the clock and the sync.
struct HeadTiming: Sendable {
  /// The delay from writing a head to its sync, which includes all heads written meanwhile.
  var gatheringMilliseconds = 50
  /// A commit waits for the sync of heads that are older than this.
  var windowMilliseconds: UInt64 = 100
  /// The monotonic clock, in milliseconds.
  var now: @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds / 1_000_000 }
  /// Syncs the file.
  var synchronize: @Sendable (OpenFile) throws(StoreError) -> Void = {
    (file) throws(StoreError) in try file.synchronize()
  }
}
