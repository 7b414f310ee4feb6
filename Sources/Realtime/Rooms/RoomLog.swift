/// Numbers a room's events and keeps the last ones for clients that come back.
struct RoomLog {
  private struct Entry {
    let at: UInt64
    let delivery: Delivery
  }

  /// Events that are kept at most.
  static let eventsMax = 200
  /// How long an event is kept.
  static let keptMilliseconds: UInt64 = 120_000

  /// The number of the newest event.
  private(set) var lastID: Int64
  private var entries: [Entry] = []

  /// A log that continues after `lastID`.
  init(lastID: Int64) { self.lastID = lastID }

  /// Gives the next number to what `make` makes.
  mutating func append(at now: UInt64, _ make: (Int64) -> Delivery) -> Delivery {
    lastID += 1
    let delivery = make(lastID)
    forget(at: now)
    if entries.count == Self.eventsMax { entries.removeFirst() }
    entries.append(Entry(at: now, delivery: delivery))
    return delivery
  }

  /// The events after the last number that a client saw.
  ///
  /// - Returns: What is still held, in order, and whether more than that was missed.
  mutating func resume(after id: Int64, at now: UInt64) -> (events: [Delivery], hasGap: Bool) {
    forget(at: now)
    guard id <= lastID else { return ([], true) }
    let missed = lastID - id
    let held = entries.suffix(Int(min(missed, Int64(entries.count)))).map(\.delivery)
    return (held, Int64(held.count) < missed)
  }

  private mutating func forget(at now: UInt64) {
    let old = entries.prefix { $0.at + Self.keptMilliseconds < now }.count
    if old > 0 { entries.removeFirst(old) }
  }
}
