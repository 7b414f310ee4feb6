import Monetization
import HTTPServer

/// What waits for a client that reads more slowly than its rooms speak.
///
/// A newer counter replaces an older one; beyond the bounds the oldest animation goes; when only
/// events are left the client has lost touch.
struct Outbox {
  /// What may be lost of a message.
  enum Loss: Equatable {
    case animation
    /// Replaced by a newer one of the same event in the same room.
    case counter(RoomKey, String)
    case nothing
  }

  /// What it took to find room for a message.
  enum Outcome: Equatable {
    case queued
    case coalesced
    case dropped(Int)
    /// There is no room left.
    case full
  }

  private struct Item {
    let frame: EncodedFrame
    let loss: Loss
  }

  private let bytesMax: Int
  private let messagesMax: Int
  private var items: [Item] = []
  private var bytes = 0

  init(bytesMax: Int, messagesMax: Int) {
    self.bytesMax = bytesMax
    self.messagesMax = messagesMax
  }

  var isEmpty: Bool { items.isEmpty }

  /// Puts a message behind all others.
  mutating func add(_ frame: EncodedFrame, _ loss: Loss) -> Outcome {
    var isCoalesced = false
    if case .counter = loss, let index = items.firstIndex(where: { $0.loss == loss }) {
      bytes -= items.remove(at: index).frame.count
      isCoalesced = true
    }
    items.append(Item(frame: frame, loss: loss))
    bytes += frame.count
    var dropped = 0
    while bytes > bytesMax || items.count > messagesMax {
      guard let index = items.firstIndex(where: { $0.loss == .animation }) else { return .full }
      bytes -= items.remove(at: index).frame.count
      dropped += 1
    }
    if dropped > 0 { return .dropped(dropped) }
    return isCoalesced ? .coalesced : .queued
  }

  /// Takes the oldest messages that fit, and at least one when there is room at all.
  mutating func dequeue(bytes room: Int) -> [EncodedFrame] {
    var left = room
    var count = 0
    while count < items.count, left > 0 {
      left -= items[count].frame.count
      count += 1
    }
    let taken = items.prefix(count).map(\.frame)
    items.removeFirst(count)
    bytes -= taken.reduce(0) { $0 + $1.count }
    if items.isEmpty { items = [] }
    return taken
  }
}
