package import Ledger
package import Money

/// The salted digest of a personal text; salt and text stand outside and can be destroyed.
package struct TextDigest: Hashable, Sendable {
  /// SHA-256 over the salt and the UTF-8 of the text.
  package let hash: ChainHash

  package init(hash: ChainHash) { self.hash = hash }
}

/// One sequence number of one writer: what happened, and the transactions that it made.
package struct JournalEntry: Equatable, Sendable {
  package let position: EntryPosition
  /// The writer's epoch: how often the writer was taken over.
  package let epoch: Int64
  /// When it happened, by the hybrid clock; identifiers made here carry the same stamp.
  package let stamp: Stamp
  /// Who did it; ``OwnerID/global`` for the platform itself.
  package let actor: OwnerID
  package let facts: [Fact]
  package let transactions: [Transaction]
  package let texts: [TextDigest]
  /// What was written beside the entry; nil in entries of version 1, which do not say.
  package let bindings: EntryBindings?

  package init(
    header: Header, actor: OwnerID, facts: [Fact], transactions: [Transaction],
    texts: [TextDigest], bindings: EntryBindings? = nil
  ) {
    position = header.position
    epoch = header.epoch
    stamp = header.stamp
    self.actor = actor
    self.facts = facts
    self.transactions = transactions
    self.texts = texts
    self.bindings = bindings
  }

  /// Where and when an entry is written.
  package struct Header: Equatable, Sendable {
    package let position: EntryPosition
    package let epoch: Int64
    package let stamp: Stamp

    package init(position: EntryPosition, epoch: Int64, stamp: Stamp) {
      self.position = position
      self.epoch = epoch
      self.stamp = stamp
    }
  }

  /// Writes the stored form, which is also what the chain hashes.
  package func encode(into writer: inout ByteWriter) {
    writer.write(Self.version)
    writer.write(position.rawValue)
    writer.write(epoch)
    writer.write(stamp.rawValue)
    writer.write(actor.rawValue)
    writer.write(UInt64(facts.count))
    for fact in facts { fact.encode(into: &writer) }
    writer.write(UInt64(transactions.count))
    for transaction in transactions { transaction.encode(into: &writer) }
    writer.write(UInt64(texts.count))
    for text in texts { writer.writeRaw(text.hash.bytes) }
    writer.write(bindings != nil)
    bindings?.encode(into: &writer)
  }

  /// Version 2 brought bindings, version 3 a version of each fact.
  private static let version: UInt8 = 3

  /// Reads the stored form of any version; nothing may follow it.
  ///
  /// - Throws: ``DecodingFault``.
  package init(bytes: [UInt8]) throws(DecodingFault) {
    var reader = ByteReader(bytes)
    let version = try reader.version(upTo: Self.version, of: "journal entry")
    position = EntryPosition(rawValue: try reader.integer())
    epoch = try reader.integer()
    stamp = Stamp(rawValue: try reader.integer())
    actor = OwnerID(rawValue: try reader.integer())
    var facts: [Fact] = []
    for _ in 0..<(try reader.count(upTo: Self.partsMax)) {
      if version < 3 {
        facts += try Fact.unversioned(from: &reader)
      } else {
        facts.append(try Fact(from: &reader))
      }
    }
    self.facts = facts
    var transactions: [Transaction] = []
    for _ in 0..<(try reader.count(upTo: Self.partsMax)) {
      transactions.append(try Transaction(from: &reader))
    }
    self.transactions = transactions
    var texts: [TextDigest] = []
    for _ in 0..<(try reader.count(upTo: Self.partsMax)) {
      guard let hash = ChainHash(bytes: try reader.raw(32)) else { throw .malformed }
      texts.append(TextDigest(hash: hash))
    }
    self.texts = texts
    let isBound = version > 2 ? try reader.bool() : version == 2
    bindings = isBound ? try EntryBindings(from: &reader) : nil
    guard reader.isAtEnd else { throw .malformed }
  }

  /// The most facts, transactions or texts that one entry may have.
  package static let partsMax: UInt64 = 1_000
}

extension ByteReader {
  /// Reads a count that must not exceed `limit`.
  ///
  /// - Throws: ``DecodingFault``.
  mutating func count(upTo limit: UInt64) throws(DecodingFault) -> Int {
    let count = try unsigned()
    guard count <= limit else { throw .malformed }
    return Int(count)
  }
}

extension JournalEntry {
  /// A person's balance after the entry; nil when it did not move.
  package func balance(
    of user: UserID, _ kind: AccountKind, in unit: AmountUnit = .coin
  ) -> Int64? {
    let key = AccountKey(OwnerID(user), kind, unit)
    // By index: every payment is answered with a balance, and copies count what they hold.
    for number in transactions.indices.reversed() {
      for place in transactions[number].postings.indices.reversed()
      where transactions[number].postings[place].account == key {
        return transactions[number].postings[place].after.balance
      }
    }
    return nil
  }
}
