/// One connection as the hub knows it; numbers are never used again.
struct ListenerID: Hashable, Sendable {
  let rawValue: UInt64
}

/// A receiver of rooms' events: a connection of some door.
///
/// Every call comes on the hub's loop.
protocol Listener: AnyObject {
  /// An event of a room that was joined; it must be taken or dropped at once.
  func deliver(_ delivery: Delivery)
}
