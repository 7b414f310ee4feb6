package import Ledger

/// The first 128 bits of a SHA-256 value: what an entry says of something that is stored beside it.
package struct BindingDigest: Hashable, Sendable {
  private let first: UInt64
  private let second: UInt64

  /// The digest that the front of a hash is.
  package init(_ hash: ChainHash) { (first, second) = (hash.words.0, hash.words.1) }

  fileprivate func encode(into writer: inout ByteWriter) {
    writer.write(word: first)
    writer.write(word: second)
  }

  fileprivate init(from reader: inout ByteReader) throws(DecodingFault) {
    first = try reader.word()
    second = try reader.word()
  }
}

/// What an entry says of the rows, names and the answer that its commit wrote beside the journal.
///
/// Rows that hold people's words are told apart by salted digests, as texts are: the newest salt
/// is stored beside the row; every older one is gone with the row that it belonged to.
package struct EntryBindings: Equatable, Sendable {
  /// The rows that the entry wrote, without those that verification derives by itself.
  package var rows: [BoundRow] = []
  /// The unique names that the entry claimed.
  package var names: [BoundName] = []
  /// The answer that is kept under the request's idempotency key; nil where it came without one.
  package var answer: BoundAnswer?

  package init() {}

  /// A row as an entry left it.
  package struct BoundRow: Equatable, Sendable {
    package let owner: OwnerID
    package let slot: RowSlot
    /// Over the salt beside the row and its stored form.
    package let digest: BindingDigest

    package init(owner: OwnerID, slot: RowSlot, digest: BindingDigest) {
      (self.owner, self.slot, self.digest) = (owner, slot, digest)
    }
  }

  /// A unique name with who holds it from then on.
  package struct BoundName: Equatable, Sendable {
    package let owner: OwnerID
    /// Over the salt beside the name, its space and its text.
    package let digest: BindingDigest

    package init(owner: OwnerID, digest: BindingDigest) {
      (self.owner, self.digest) = (owner, digest)
    }
  }

  /// An answer that is kept for a while.
  package struct BoundAnswer: Equatable, Sendable {
    /// Over key, fingerprint and time.
    package let digest: BindingDigest
    /// How long before the entry the key was made, in milliseconds, not negative: by so much
    /// earlier may the answer be deleted.
    package let keyAge: Int64

    package init(digest: BindingDigest, keyAge: Int64) {
      (self.digest, self.keyAge) = (digest, keyAge)
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.write(UInt64(rows.count))
    for row in rows {
      writer.write(row.owner.rawValue)
      writer.write(row.slot.rawValue)
      row.digest.encode(into: &writer)
    }
    writer.write(UInt64(names.count))
    for name in names {
      writer.write(name.owner.rawValue)
      name.digest.encode(into: &writer)
    }
    writer.write(answer != nil)
    guard let answer else { return }
    writer.write(answer.keyAge)
    answer.digest.encode(into: &writer)
  }

  init(from reader: inout ByteReader) throws(DecodingFault) {
    for _ in 0..<(try reader.count(upTo: JournalEntry.partsMax)) {
      rows.append(
        BoundRow(
          owner: OwnerID(rawValue: try reader.integer()),
          slot: RowSlot(rawValue: try reader.integer()), digest: try BindingDigest(from: &reader)))
    }
    for _ in 0..<(try reader.count(upTo: JournalEntry.partsMax)) {
      names.append(
        BoundName(
          owner: OwnerID(rawValue: try reader.integer()),
          digest: try BindingDigest(from: &reader)))
    }
    guard try reader.bool() else { return }
    let keyAge = try reader.integer()
    guard keyAge >= 0 else { throw .malformed }
    answer = BoundAnswer(digest: try BindingDigest(from: &reader), keyAge: keyAge)
  }
}
