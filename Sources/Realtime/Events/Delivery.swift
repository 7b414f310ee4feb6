import Monetization
import HTTPServer
import JSON

/// One event on its way to everybody in a room, encoded once for each kind of door.
///
/// Not `Sendable`: it is made and sent on the event loop.
final class Delivery {
  let key: RoomKey
  /// The room's wire name.
  let room: String
  /// The event's number in its room; nil for counters that are no part of the room's history.
  let id: Int64?
  let event: RealtimeEvent

  init(key: RoomKey, room: String, id: Int64?, event: RealtimeEvent) {
    self.key = key
    self.room = room
    self.id = id
    self.event = event
  }

  /// The message of the JSON door.
  private(set) lazy var jsonFrame = EncodedFrame(
    text: JSONWriter.object { message in
      message.field("type", event.name)
      message.field("room", room)
      if let id { message.field("id", id) }
      message.object("data") { event.write(to: &$0) }
    })
}
