import Application
internal import Dispatch
internal import Synchronization

/// Stores the newest head outside the database, so that lost commits are detected.
///
/// Two slots are written alternately, so a torn write damages at most the newer one. A head is
/// written after its commit and synced shortly later, together with the heads written meanwhile. A
/// commit first waits for the sync of heads older than ``HeadTiming/windowMilliseconds``, so a
/// power cut loses only the heads of that time.
final class HeadFile: Sendable {
  private struct Slots {
    var newest: HeadRecord?
    var next: Int
    /// The last failure to write or sync.
    var fault: StoreError?
    /// When the oldest head was written that no started sync includes.
    var writtenSince: UInt64?
    /// When the oldest head was written that the current sync includes.
    var syncingSince: UInt64?
  }

  private let file: OpenFile
  private let timing: HeadTiming
  private let slots: Mutex<Slots>
  private let syncing = DispatchQueue(label: "ovation.head")
  /// The slots are in different pages, so that no write touches both.
  private static let distance = 4_096
  /// The number of attempts to read, because both slots may be written during one attempt.
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
  /// - Returns: nil if there is no file, or both slots were torn or empty in every attempt.
  /// - Throws: ``StoreError/unavailable(_:)``.
  static func newest(at path: String) throws(StoreError) -> HeadRecord? {
    guard let file = try OpenFile(readingIfPresent: path) else { return nil }
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

  /// The newest head in the file; nil if there is no valid one.
  var newest: HeadRecord? { slots.withLock(\.newest) }

  /// Writes a head and syncs it.
  ///
  /// - Throws: ``StoreError/unavailable(_:)``.
  func store(_ head: HeadRecord) throws(StoreError) {
    try write(head)
    try timing.synchronize(file)
  }

  /// Writes the head of a commit; the sync follows in the background.
  ///
  /// A failure is reported by the next ``check()``, because this commit has happened.
  func writeAfterCommit(_ head: HeadRecord) {
    do throws(StoreError) { try write(head) } catch { record(error) }
    let isFirst = slots.withLock { slots in
      defer { slots.writtenSince = slots.writtenSince ?? timing.now() }
      return slots.writtenSince == nil
    }
    guard isFirst else { return }
    let gathering = DispatchTimeInterval.milliseconds(timing.gatheringMilliseconds)
    syncing.asyncAfter(deadline: .now() + gathering) { self.synchronizeWritten() }
  }

  /// Waits until all heads older than the window are durable, and retries after a failure: nothing
  /// may be committed while the file cannot be written.
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

  /// Returns when everything written is durable or the sync has failed.
  func drain() { syncing.sync { self.synchronizeWritten() } }

  private func write(_ head: HeadRecord) throws(StoreError) {
    let slot = slots.withLock { slots in
      slots.newest = head
      slots.next = 1 - slots.next
      return 1 - slots.next
    }
    try file.write(head.bytes, at: slot * Self.distance)
  }

  /// Syncs the written heads; only on the queue, so that syncs do not overlap.
  private func synchronizeWritten() {
    let isNeeded = slots.withLock { slots in
      slots.syncingSince = slots.writtenSince
      slots.writtenSince = nil
      return slots.syncingSince != nil
    }
    guard isNeeded else { return }
    do throws(StoreError) { try timing.synchronize(file) } catch { record(error) }
    slots.withLock { $0.syncingSince = nil }
  }

  private func record(_ error: StoreError) { slots.withLock { $0.fault = error } }
}
