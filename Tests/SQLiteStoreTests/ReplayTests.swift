import Application
import Dispatch
import Ledger
import Monetization
import SQLiteStore
import Synchronization
import TestKit
import Testing

/// First answers are read again without waiting for anybody who reads.
@Suite struct ReplayTests {
  /// All readers of a store's pool.
  private static let readersMax = ReaderClass.slotsInAll + 2

  @Test func `a replay is answered while every reader is held`() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let lane = Lane(
      writer: try store.openWriter(acceptingLoss: false),
      ports: Lane.Ports(
        clock: StillClock(), hashing: ChainSHA256(), salts: SecureSalts(),
        observer: SilentObserver()))
    let key = IdempotencyKey(scope: .global, value: 1, isUUID: false)
    let request = CommandRequest(
      .registerUser(RegisterUser(externalID: "ada")), actor: .global,
      idempotency: CommandRequest.Idempotency(key: key, fingerprint: 1))
    let first = lane.process([request])
    let (held, release) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let readers = DispatchQueue(label: "readers", attributes: .concurrent)
    for _ in 0..<Self.readersMax {
      readers.async { Self.hold(store, held, until: release) }
    }
    for _ in 0..<Self.readersMax { held.wait() }
    let answer = Mutex<[Outcome]>([])
    let answered = DispatchSemaphore(value: 0)
    // The lane is handed to one thread and not used here before that one is done.
    nonisolated(unsafe) let handed = lane
    DispatchQueue(label: "lane").async {
      let outcomes = unsafe handed.process([request])
      answer.withLock { $0 = outcomes }
      answered.signal()
    }
    let isInTime = answered.wait(timeout: .now() + .seconds(10)) == .success
    for _ in 0..<Self.readersMax { release.signal() }
    if !isInTime { answered.wait() }
    #expect(isInTime, "the lane waited for a reader")
    guard case .accepted(let entry, false)? = first.first else {
      Issue.record("\(first)")
      return
    }
    #expect(answer.withLock { $0 } == [.accepted(entry, isReplay: true)])
  }

  /// Borrows a reader until it is told to give it back.
  private static func hold(
    _ store: SQLiteStore, _ held: DispatchSemaphore, until release: DispatchSemaphore
  ) {
    var isHeld = false
    try? store.forEachRow { _, _ in
      if !isHeld {
        isHeld = true
        held.signal()
        release.wait()
      }
    }
  }
}

private struct SilentObserver: EngineObserver {
  func committed(_ entries: [JournalEntry]) {}
  func report(_ incident: EngineIncident) { Issue.record("unexpected: \(incident)") }
}
