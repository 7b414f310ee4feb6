import Application
import JSON
import Ledger

/// The sandbox's orders, which survive restarts of the server.
actor SandboxBook {
  private let executor = BlockingExecutor(label: "ovation.sandbox.book")
  private let log: SandboxLog
  private let delayMilliseconds: Int64
  private var records: [OrderID: SandboxRecord] = [:]
  private var waiting: [OrderID: Waiting] = [:]

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    // The executor lives as long as the actor that holds it.
    unsafe executor.asUnownedSerialExecutor()
  }

  /// When the next message of an order is due, and the number of attempts.
  private struct Waiting {
    var dueAt: Timestamp
    var attempts = 0
  }

  /// Reads the stored orders.
  ///
  /// - Throws: ``SandboxFault``.
  init(path: String, delayMilliseconds: Int64) throws(SandboxFault) {
    let log = try SandboxLog(path: path)
    self.log = log
    self.delayMilliseconds = delayMilliseconds
    for line in try log.lines(path: path) {
      guard Self.apply(line, into: &records) else { throw .unreadable(path) }
    }
    for record in records.values {
      guard let event = Self.next(of: record, delayMilliseconds) else { continue }
      waiting[record.order.id] = Waiting(dueAt: event.at)
    }
  }

  /// Stores an order, unless it is stored already.
  ///
  /// - Throws: ``GatewayFailure/unavailable`` if it cannot be written.
  func open(_ order: SandboxOrder) throws(GatewayFailure) {
    guard records[order.id] == nil else { return }
    try append { line in
      line.field("line", Line.order.rawValue)
      order.write(to: &line)
    }
    records[order.id] = SandboxRecord(order: order)
  }

  /// The record of an order; nil if it was never opened.
  func record(of id: OrderID) -> SandboxRecord? { records[id] }

  /// Decides an order's outcome, unless it is already decided.
  ///
  /// - Returns: The record with the valid decision; nil for an unknown order.
  /// - Throws: ``GatewayFailure/unavailable`` if it cannot be written; nothing was decided.
  func decide(
    _ outcome: SandboxOutcome, for id: OrderID, at time: Timestamp
  ) throws(GatewayFailure) -> SandboxRecord? {
    guard var record = records[id] else { return nil }
    guard record.decision == nil else { return record }
    try append { line in
      line.field("line", Line.decision.rawValue)
      line.field("order", id.text)
      line.field("outcome", outcome.rawValue)
      line.field("at", time.milliseconds)
    }
    record.decision = SandboxDecision(outcome: outcome, at: time)
    records[id] = record
    waiting[id] = Waiting(dueAt: time)
    return record
  }

  /// The first event of an order; nil before a decision.
  func firstEvent(of id: OrderID) -> SandboxEvent? {
    records[id].flatMap { Self.events(of: $0, delayMilliseconds).first }
  }

  /// The newest event of an order that has happened; nil before a decision.
  func newestEvent(of id: OrderID, at now: Timestamp) -> SandboxEvent? {
    guard let record = records[id] else { return nil }
    return Self.events(of: record, delayMilliseconds).last { $0.at <= now }
  }

  /// A message that is due, or the time when the next one will be; both nil if no message waits.
  func nextDelivery(at now: Timestamp) -> (due: SandboxEvent?, later: Timestamp?) {
    guard let (id, first) = waiting.min(by: { ($0.value.dueAt, $0.key) < ($1.value.dueAt, $1.key) })
    else { return (nil, nil) }
    guard first.dueAt <= now else { return (nil, first.dueAt) }
    return (records[id].flatMap { Self.next(of: $0, delayMilliseconds) }, nil)
  }

  /// Records the result of sending the oldest message of an order.
  ///
  /// - Parameters:
  ///   - id: The order.
  ///   - isTaken: Whether the shop has accepted it, so that it is not sent again.
  ///   - now: The time of the clock.
  ///   - retries: Waiting times after each failed attempt; then the message is dropped.
  /// - Throws: ``GatewayFailure/unavailable`` if it cannot be written: the message will be sent
  ///   again.
  func recordDelivery(
    _ id: OrderID, isTaken: Bool, at now: Timestamp, retriesMilliseconds retries: [Int64]
  ) throws(GatewayFailure) {
    guard var record = records[id], var state = waiting[id] else { return }
    state.attempts += 1
    if !isTaken, state.attempts <= retries.count {
      state.dueAt = now.advanced(byMilliseconds: retries[state.attempts - 1])
      waiting[id] = state
      return
    }
    // If the disk fails the message is sent again later.
    state.dueAt = now.advanced(byMilliseconds: 1_000)
    waiting[id] = state
    record.settledCount += 1
    try append { line in
      line.field("line", Line.settled.rawValue)
      line.field("order", id.text)
      line.field("count", record.settledCount)
      line.field("taken", isTaken)
    }
    records[id] = record
    waiting[id] = Self.next(of: record, delayMilliseconds).map { Waiting(dueAt: $0.at) }
  }

  private enum Line: String { case order, decision, settled }

  private func append(_ body: (inout ObjectWriter) -> Void) throws(GatewayFailure) {
    do { try log.append(body) } catch { throw .unavailable }
  }

  private static func apply(_ line: JSONValue, into records: inout [OrderID: SandboxRecord]) -> Bool
  {
    guard let kind = line["line"]?.stringValue.flatMap({ Line(rawValue: $0) }),
      let id = line["order"]?.stringValue.flatMap({ OrderID(text: $0) })
    else { return false }
    switch kind {
    case .order:
      records[id] = SandboxOrder(line).map { SandboxRecord(order: $0) }
      return records[id] != nil
    case .decision:
      let outcome = line["outcome"]?.stringValue.flatMap { SandboxOutcome(rawValue: $0) }
      guard let outcome, let at = line["at"]?.integerValue else { return false }
      records[id]?.decision = SandboxDecision(
        outcome: outcome, at: Timestamp(milliseconds: at))
    case .settled:
      guard let count = line["count"]?.integerValue else { return false }
      records[id]?.settledCount = Int(clamping: count)
    }
    return true
  }

  private static func events(of record: SandboxRecord, _ delay: Int64) -> [SandboxEvent] {
    guard let decision = record.decision else { return [] }
    return SandboxEvent.events(of: record.order, decision, delayMilliseconds: delay)
  }

  private static func next(of record: SandboxRecord, _ delay: Int64) -> SandboxEvent? {
    events(of: record, delay).dropFirst(record.settledCount).first
  }
}
