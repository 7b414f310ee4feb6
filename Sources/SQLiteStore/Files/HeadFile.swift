import Application
internal import Dispatch
internal import Synchronization

/// The newest head outside the database, so that a database which lost its tail is noticed.
///
/// Two slots are written in turn, so a torn write spoils at most the newer one. A head is written
/// after its commit and synced a little later, with all that were written meanwhile. A commit waits
/// for the sync of a head that was written more than ``HeadTiming/windowMilliseconds`` before, so
/// a power cut hides no more heads than those of that time.
final class HeadFile: Sendable {
  private struct Slots {
    var newest: HeadRecord?
    var next: Int
    /// Why the file does not hold the newest head.
    var fault: StoreError?
    /// When the oldest head was written that no sync has begun to take along.
    var writtenSince: UInt64?
    /// When the oldest head was written that the sync under way takes along.
    var syncingSince: UInt64?
  }

  private let file: OpenFile
  private let timing: HeadTiming
  private let slots: Mutex<Slots>
  private let syncing = DispatchQueue(label: "ovation.head")
  /// Slots stand in different pages, so that no write touches both.
  private static let distance = 4_096
  /// A reading may meet a write to one slot and then, page by page, one to the other.
  private static let readingsMax = 8

  /// Opens the file and reads its slots.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  init(_ path: String, timing: HeadTiming = HeadTiming()) throws(StoreError) {
    self.timing = timing
    file = try OpenFile(path)
    let heads = try Self.heads(in: file)
    let newest = Self.newestSlot(of: heads)
    slots = Mutex(Slots(newest: heads[newest], next: 1 - newest))
  }

  /// The newest head in a file that another process may be writing.
  ///
  /// - Returns: nil when both slots were torn or empty in every one of a few readings.
  /// - Throws: ``StoreError/unavailable(_:)``.
  static func newest(at path: String) throws(StoreError) -> HeadRecord? {
    let file = try OpenFile(reading: path)
    for _ in 0..<readingsMax {
      let heads = try heads(in: file)
      if let newest = heads[newestSlot(of: heads)] { return newest }
    }
    return nil
  }

  private static func heads(in file: OpenFile) throws(StoreError) -> [HeadRecord?] {
    let bytes = try file.read(2 * distance)
    return (0..<2).map { slot in
      HeadRecord(bytes: bytes.dropFirst(slot * distance).prefix(HeadRecord.byteCount))
    }
  }

  private static func newestSlot(of heads: [HeadRecord?]) -> Int {
    switch (heads[0], heads[1]) {
    case (let first?, let second?): first.isBehind(second) ? 1 : 0
    case (nil, _?): 1
    case (_, nil): 0
    }
  }

  /// The newest head that the file is known to have held; nil when it holds none.
  var newest: HeadRecord? { slots.withLock(\.newest) }

  /// Writes a head and makes it durable before returning.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  func store(_ head: HeadRecord) throws(StoreError) {
    try write(head)
    try timing.synchronize(file)
  }

  /// Writes the head of a commit, to be made durable beside what comes next.
  ///
  /// A failure is kept for ``check()``: the commit has happened.
  func follow(_ head: HeadRecord) {
    do throws(StoreError) { try write(head) } catch { keep(error) }
    let isFirst = slots.withLock { slots in
      defer { slots.writtenSince = slots.writtenSince ?? timing.now() }
      return slots.writtenSince == nil
    }
    guard isFirst else { return }
    let gathering = DispatchTimeInterval.milliseconds(timing.gatheringMilliseconds)
    syncing.asyncAfter(deadline: .now() + gathering) { self.synchronizeWritten() }
  }

  /// Waits until the heads are durable that have waited long enough, and tries again what failed:
  /// nothing may be committed while the file cannot follow.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  func check() throws(StoreError) {
    let oldest = slots.withLock { $0.syncingSince ?? $0.writtenSince }
    if let oldest, timing.now() > oldest + timing.windowMilliseconds { drain() }
    let state = slots.withLock { (fault: $0.fault, head: $0.newest) }
    guard state.fault != nil, let head = state.head else { return }
    try store(head)
    slots.withLock { $0.fault = nil }
  }

  /// Returns when everything written is durable, or a failure is kept for ``check()``.
  func drain() { syncing.sync { self.synchronizeWritten() } }

  private func write(_ head: HeadRecord) throws(StoreError) {
    let slot = slots.withLock { slots in
      slots.newest = head
      slots.next = 1 - slots.next
      return 1 - slots.next
    }
    try file.write(head.bytes, at: slot * Self.distance)
  }

  /// Syncs what was written; only on the queue, where one sync follows the other.
  private func synchronizeWritten() {
    let isNeeded = slots.withLock { slots in
      slots.syncingSince = slots.writtenSince
      slots.writtenSince = nil
      return slots.syncingSince != nil
    }
    guard isNeeded else { return }
    do throws(StoreError) { try timing.synchronize(file) } catch { keep(error) }
    slots.withLock { $0.syncingSince = nil }
  }

  private func keep(_ error: StoreError) { slots.withLock { $0.fault = error } }
}
