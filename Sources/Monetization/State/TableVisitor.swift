package import Ledger

/// The rows of one kind that a batch loaded.
package typealias RowTable<Row: StoredRow> = Table<Row.Key, Row>

/// Somebody who does the same with every table of rows.
protocol TableVisitor {
  associatedtype Failure: Error

  mutating func visit<Row: StoredRow>(_ table: inout RowTable<Row>) throws(Failure)
}

/// Reads a stored row into its table.
struct RowLoading: TableVisitor {
  let tag: RowTag
  let owner: OwnerID
  let detail: UInt32
  var reader: ByteReader
  private(set) var isLoaded = false
  private(set) var newestStamp = Stamp.zero

  typealias Failure = DecodingFault

  init(tag: RowTag, owner: OwnerID, detail: UInt32, reader: ByteReader) {
    self.tag = tag
    self.owner = owner
    self.detail = detail
    self.reader = reader
  }

  mutating func visit<Row: StoredRow>(_ table: inout RowTable<Row>) throws(DecodingFault) {
    guard Row.tag == tag else { return }
    let key = try Row.Key(owner, detail: detail)
    let row = try Row(of: key, from: &reader)
    newestStamp = row.newestStamp
    table.load(row, for: key)
    isLoaded = true
  }
}

/// Takes the rows as they are for what is stored.
struct RowSettling: TableVisitor {
  typealias Failure = Never

  mutating func visit<Row: StoredRow>(_ table: inout RowTable<Row>) { table.settle() }
}

struct RowCounting: TableVisitor {
  typealias Failure = Never

  private(set) var count = 0

  mutating func visit<Row: StoredRow>(_ table: inout RowTable<Row>) { count += table.count }
}

/// A row among the stored forms of many.
package struct EncodedRow: Sendable {
  package let owner: OwnerID
  package let slot: RowSlot
  /// Where its bytes stand.
  package let place: Range<Int>
}

/// Writes the stored forms of changed rows side by side.
struct RowEncoding: TableVisitor {
  typealias Failure = Never

  var writer: ByteWriter
  private(set) var rows: [EncodedRow] = []

  init(writer: consuming ByteWriter) { self.writer = writer }

  mutating func visit<Row: StoredRow>(_ table: inout RowTable<Row>) {
    table.forEachChanged { key, row in
      let start = writer.bytes.count
      row.encode(into: &writer)
      rows.append(
        EncodedRow(owner: key.owner, slot: row.slot, place: start..<writer.bytes.count))
    }
  }
}

extension RowTag {
  /// The tags of rows whose digest stands in the entry that left them behind.
  package static let bound: Set<RowTag> = {
    var listing = BoundTags()
    State().visitTables(&listing)
    return listing.tags
  }()

  /// Whether every entry that leaves such a row behind carries a digest of it.
  package var isBound: Bool { Self.bound.contains(self) }
}

private struct BoundTags: TableVisitor {
  typealias Failure = Never

  var tags: Set<RowTag> = []

  mutating func visit<Row: StoredRow>(_ table: inout RowTable<Row>) {
    if Row.isBound { tags.insert(Row.tag) }
  }
}
