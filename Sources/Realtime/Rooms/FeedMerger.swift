/// A person's news that wait for their turn: the newest balance, earnings added up.
struct FeedMerger {
  private var balance: Int64?
  private var earnings: [EarningsUpdate] = []

  var isEmpty: Bool { balance == nil && earnings.isEmpty }

  /// Replaces a balance that waits.
  ///
  /// - Returns: Whether one waited.
  mutating func add(balance newer: Int64) -> Bool {
    defer { balance = newer }
    return balance != nil
  }

  /// Adds earnings to those of the same source and unit.
  ///
  /// - Returns: Whether some waited.
  mutating func add(_ update: EarningsUpdate) -> Bool {
    let index = earnings.firstIndex { $0.source == update.source && $0.unit == update.unit }
    guard let index else {
      earnings.append(update)
      return false
    }
    earnings[index].merge(update)
    return true
  }

  /// Everything that waits, which waits no more.
  mutating func dequeue() -> [RealtimeEvent] {
    var events = earnings.map { RealtimeEvent.earningsUpdated($0) }
    if let balance { events.append(.balanceUpdated(balance)) }
    self = FeedMerger()
    return events
  }
}
