import Ledger
import Monetization

/// The changed rows of a batch in one buffer, sorted by key.
struct ChangedRows {
  private var forms = ByteWriter()
  private var rows: [EncodedRow] = []

  /// Replaces the rows with those of a batch.
  mutating func collect(_ state: State) {
    forms.removeAll()
    rows = state.encodeChangedRows(into: &forms)
    rows.sort {
      ($0.owner.rawValue, $0.slot.rawValue) < ($1.owner.rawValue, $1.slot.rawValue)
    }
  }

  /// Calls `body` with every row in owner and slot order; the bytes are valid only during the call.
  func forEach<Fault: Error>(
    _ body: (OwnerID, RowSlot, Span<UInt8>) throws(Fault) -> Void
  ) throws(Fault) {
    let bytes = forms.bytes.span
    for row in rows {
      try body(row.owner, row.slot, bytes.extracting(row.place))
    }
  }
}
