import CHTTP

/// A timer that was requested of an event loop; any thread may cancel it.
///
/// `@unchecked Sendable`: `raw` and `work` are touched on the loop only. `@safe`: `raw` is
/// forgotten before the timer it names is closed.
@safe
package final class ScheduledWork: @unchecked Sendable {
  private let loop: EventLoop
  private let delay: UInt64
  private let interval: UInt64
  private var work: (@Sendable () -> Void)?
  private var raw: OpaquePointer?

  init(
    loop: EventLoop, delay: UInt64, interval: UInt64, work: @escaping @Sendable () -> Void
  ) {
    self.loop = loop
    self.delay = delay
    self.interval = interval
    self.work = work
  }

  /// Prevents the work from running; without effect when it has run.
  package func cancel() {
    if loop.isCurrent { close() } else { loop.execute { self.close() } }
  }

  func start() {
    // Retained for the C timer, released in `closed`.
    guard work != nil, unsafe raw == nil else { return }
    let context = unsafe Unmanaged.passRetained(self).toOpaque()
    unsafe raw = loop.withRaw { unsafe ovation_timer_start($0, delay, interval, context) }
    // Without a timer no closing call will come, so the reference is released here.
    if unsafe raw == nil { unsafe Unmanaged<ScheduledWork>.fromOpaque(context).release() }
  }

  func fired() {
    let work = work
    if interval == 0 { close() }
    work?()
  }

  private func close() {
    work = nil
    // Closed once, because `raw` is forgotten first.
    guard let timer = unsafe raw else { return }
    unsafe raw = nil
    unsafe ovation_timer_close(timer)
  }

  static func from(_ context: UnsafeMutableRawPointer?) -> ScheduledWork? {
    // Retained in `start` until `closed`.
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<ScheduledWork>.fromOpaque(context).takeUnretainedValue()
  }

  static func closed(_ context: UnsafeMutableRawPointer?) {
    // The last call for this timer: releases what `start` retained.
    guard let context = unsafe context else { return }
    let scheduled = unsafe Unmanaged<ScheduledWork>.fromOpaque(context).takeRetainedValue()
    unsafe scheduled.raw = nil
    scheduled.work = nil
  }
}
