import Ledger
import Monetization

/// The changed rows of a batch side by side in one piece of memory, in the order of the tree.
struct ChangedRows {
  private struct Place {
    let owner: OwnerID
    let slot: RowSlot
    let bytes: Range<Int>
  }

  private var bytes: [UInt8] = []
  private var places: [Place] = []

  /// Takes the rows of a batch in place of those of the batch before.
  mutating func collect(_ state: State) {
    bytes.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    state.forEachChangedRow { owner, slot, row in
      let start = bytes.count
      bytes.append(contentsOf: row)
      places.append(Place(owner: owner, slot: slot, bytes: start..<bytes.count))
    }
    places.sort {
      ($0.owner.rawValue, $0.slot.rawValue) < ($1.owner.rawValue, $1.slot.rawValue)
    }
  }

  /// Calls `body` with every row in owner and slot order; the bytes are lent.
  func forEach<Fault: Error>(
    _ body: (OwnerID, RowSlot, Span<UInt8>) throws(Fault) -> Void
  ) throws(Fault) {
    for place in places {
      try body(place.owner, place.slot, bytes.span.extracting(place.bytes))
    }
  }
}
