package import Ledger

/// A run of the same gift from one sender in one room.
package struct Combo: Equatable, Sendable {
  /// The transaction of the gift that began the combo.
  package let id: TransactionID
  package let gift: GiftID
  /// The stream, else 0; together with ``receiver`` this is the room.
  package let stream: OwnerID
  package let receiver: OwnerID
  /// How many gifts the combo has by now, quantities added up.
  package var count: Int64
  package var lastAt: Timestamp

  package init(
    id: TransactionID, gift: GiftID, stream: OwnerID, receiver: OwnerID, count: Int64,
    lastAt: Timestamp
  ) {
    self.id = id
    self.gift = gift
    self.stream = stream
    self.receiver = receiver
    self.count = count
    self.lastAt = lastAt
  }

  /// A combo continues while the next gift follows within this time.
  package static let windowMilliseconds: Int64 = 5_000
}

/// The combos that a sender may still continue.
package struct Sender: StoredRow {
  package static let tag = RowTag.sender
  package static let isBound = false
  /// Newest last, at most ``combosMax``.
  package private(set) var combos: [Combo]

  /// More gifts than this at once by one person are no longer told apart as combos.
  package static let combosMax = 4

  package let key: OwnerID

  /// A sender who has sent nothing yet.
  package init(_ user: UserID) {
    key = OwnerID(user)
    combos = []
  }

  /// The combo after one more send.
  ///
  /// - Parameter next: The send as a combo of its own: `id`, `count` and `lastAt` of this send.
  /// - Returns: The combo continued or begun; the sender's row remembers it.
  package mutating func continueCombo(with next: Combo) -> Combo {
    let earliest = next.lastAt.advanced(byMilliseconds: -Combo.windowMilliseconds)
    combos.removeAll { $0.lastAt < earliest }
    let running = combos.firstIndex {
      $0.gift == next.gift && $0.stream == next.stream && $0.receiver == next.receiver
    }
    var combo = next
    if let running {
      let before = combos.remove(at: running)
      combo = Combo(
        id: before.id, gift: next.gift, stream: next.stream, receiver: next.receiver,
        count: before.count + next.count, lastAt: next.lastAt)
    }
    if combos.count == Self.combosMax { combos.removeFirst() }
    combos.append(combo)
    return combo
  }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(UInt64(combos.count))
    for combo in combos {
      writer.write(combo.id.rawValue)
      writer.write(combo.gift.rawValue)
      writer.write(combo.stream.rawValue)
      writer.write(combo.receiver.rawValue)
      writer.write(combo.count)
      writer.write(combo.lastAt.milliseconds)
    }
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    self.key = key
    combos = []
    let count = try reader.unsigned()
    guard count <= Self.combosMax else { throw .malformed }
    for _ in 0..<count {
      combos.append(
        Combo(
          id: TransactionID(try reader.integer()), gift: GiftID(try reader.integer()),
          stream: OwnerID(rawValue: try reader.integer()),
          receiver: OwnerID(rawValue: try reader.integer()), count: try reader.integer(),
          lastAt: Timestamp(milliseconds: try reader.integer())))
    }
  }
}
