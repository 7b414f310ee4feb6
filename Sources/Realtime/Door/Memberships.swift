import Monetization

/// The rooms that one connection hears, and what keeps each event single.
///
/// A large room is served in slices, so an event may arrive after the connection has left, or has
/// come back and got the same event from the room's buffer.
struct Memberships {
  private struct Membership {
    let key: RoomKey
    var lastID: Int64
    var lastCount: Int?
  }

  /// A short list: most connections hear one or two rooms.
  private var list: [Membership] = []

  var keys: [RoomKey] { list.map(\.key) }

  /// Hears a room from now on; events up to a number are known already.
  mutating func enter(_ key: RoomKey, knowing lastID: Int64) {
    leave(key)
    list.append(Membership(key: key, lastID: lastID))
  }

  /// Hears a room no more.
  mutating func leave(_ key: RoomKey) {
    list.removeAll { $0.key == key }
  }

  /// Whether a delivery is news: of a room that is heard, and not heard before.
  mutating func accepts(_ delivery: Delivery) -> Bool {
    guard let index = list.firstIndex(where: { $0.key == delivery.key }) else { return false }
    if let id = delivery.id {
      guard id > list[index].lastID else { return false }
      list[index].lastID = id
    }
    if case .viewerCount(let count) = delivery.event {
      guard count != list[index].lastCount else { return false }
      list[index].lastCount = count
    }
    return true
  }
}
