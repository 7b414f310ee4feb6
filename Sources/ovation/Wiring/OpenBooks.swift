import API
import Application
import Foundation
import SQLiteStore
import Synchronization

/// The opened store with the running engine and projections.
///
/// The composition root of every command that touches data.
final class OpenBooks: Sendable {
  let platform: Platform
  let store: SQLiteStore
  private let threads = DispatchGroup()

  /// Opens the files of a folder, creates missing ones, and starts engine and projections.
  ///
  /// - Parameters:
  ///   - configuration: The configuration with the folder.
  ///   - clock: The time.
  ///   - acceptingLoss: Continue although the head file names entries that are missing.
  ///   - checkingAll: Check every page and entry first, and not only the newest.
  /// - Throws: ``OperatorFault``.
  init(
    _ configuration: Configuration, clock: any WallClock = SystemClock(),
    acceptingLoss: Bool = false, checkingAll: Bool = false
  ) throws(OperatorFault) {
    let folder = configuration.storeFolder
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw OperatorFault("The folder \(folder) cannot be created; check its path and permissions.")
    }
    do throws(StoreError) {
      store = try SQLiteStore(folder: folder, clock: clock)
      store.tellBackup()
      try store.requireWhole(all: checkingAll)
      let loss = try Self.loss(of: store, acceptingLoss: acceptingLoss)
      let projections = try store.openProjections(days: configuration.days)
      // The journal may be another one now, which the old lists do not match.
      if acceptingLoss { try projections.reset() }
      var people = PeopleRules()
      (people.shownIDs, people.reservedIDs) = (configuration.shownIDs, FeatureTable.reservedIDs)
      platform = Platform(
        store: store, projections: projections, clock: clock, people: people,
        days: configuration.days)
      try startLane(clock: clock, acceptingLoss: acceptingLoss)
      if let loss { StandardStream.error.write("ovation: Accepted: \(loss.acceptance)\n") }
    } catch {
      throw OperatorFault(error)
    }
    store.onIncident { [platform] in platform.report($0) }
    start("ovation.projections") { [platform] in platform.runner.run() }
  }

  /// The loss that is accepted, compared before anything is changed; nil if nothing is missing.
  private static func loss(
    of store: SQLiteStore, acceptingLoss: Bool
  ) throws(StoreError) -> StoreError? {
    do throws(StoreError) {
      try store.compareWithHead()
      return nil
    } catch {
      guard acceptingLoss, error.isLoss else { throw error }
      return error
    }
  }

  /// Finishes queued commands, then stops engine and projections; blocks.
  ///
  /// - Returns: Whether `ovation.db` is complete without its log; otherwise an error was printed.
  @discardableResult
  func close() -> Bool {
    platform.engine.close()
    platform.engine.waitUntilStopped()
    platform.runner.close()
    threads.wait()
    do throws(StoreError) {
      try store.gather()
      return true
    } catch {
      StandardStream.error.write(
        "ovation: Everything is stored, but partly in ovation.db-wal, which ovation.db needs. "
          + OperatorFault(error).sentence + "\n")
      return false
    }
  }

  /// Opens the writer and runs the engine's lane on its own thread.
  private func startLane(clock: any WallClock, acceptingLoss: Bool) throws(StoreError) {
    let (store, platform) = (store, platform)
    let opened = Mutex<Result<Void, StoreError>?>(nil)
    let ready = DispatchSemaphore(value: 0)
    start("ovation.lane") {
      // The writer is opened on the only thread that uses it.
      let writer = Result { () throws(StoreError) in
        try store.openWriter(acceptingLoss: acceptingLoss)
      }
      opened.withLock { $0 = writer.map { _ in () } }
      ready.signal()
      guard case .success(let writer) = writer else { return }
      let lane = Lane(
        writer: writer,
        ports: Lane.Ports(
          clock: clock, hashing: ChainSHA256(), salts: SecureSalts(), observer: platform))
      platform.engine.run(lane)
    }
    ready.wait()
    try opened.withLock { $0 }?.get()
  }

  private func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
    threads.enter()
    let thread = Thread { [threads] in
      body()
      threads.leave()
    }
    thread.name = name
    thread.stackSize = 1 << 20
    thread.start()
  }
}

extension Configuration {
  /// The folder of the store's files.
  var storeFolder: String {
    database.map { String($0.dropFirst("sqlite:".count)) } ?? dataDirectory
  }
}
