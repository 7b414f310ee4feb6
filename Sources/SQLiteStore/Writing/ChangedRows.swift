import Ledger
import Monetization

/// The changed rows of a batch side by side in one piece of memory, in the order of the tree.
struct ChangedRows {
  private struct Place {
    let owner: OwnerID
    let slot: RowSlot
    let bytes: Range<Int>
  }

  private var forms = ByteWriter()
  private var places: [Place] = []

  /// Takes the rows of a batch in place of those of the batch before.
  mutating func collect(_ state: State) {
    forms.removeAll()
    places.removeAll(keepingCapacity: true)
    state.encodeChangedRows(into: &forms) { owner, slot, bytes in
      places.append(Place(owner: owner, slot: slot, bytes: bytes))
    }
    places.sort {
      ($0.owner.rawValue, $0.slot.rawValue) < ($1.owner.rawValue, $1.slot.rawValue)
    }
  }

  /// Calls `body` with every row in owner and slot order; the bytes are lent.
  func forEach<Fault: Error>(
    _ body: (OwnerID, RowSlot, Span<UInt8>) throws(Fault) -> Void
  ) throws(Fault) {
    let bytes = forms.bytes.span
    for place in places {
      try body(place.owner, place.slot, bytes.extracting(place.bytes))
    }
  }
}
