package import Ledger
package import Monetization

/// Chains entries by hash, and binds the rows, names, texts and answers beside them by digests.
struct EntrySealer {
  private let hashing: any ChainHashing
  private var salts: any SaltSource
  private var scratch = ByteWriter(reserving: 256)

  init(hashing: any ChainHashing, salts: any SaltSource) {
    self.hashing = hashing
    self.salts = salts
  }

  func hash(previous: ChainHash, bytes: [UInt8]) -> ChainHash {
    hashing.hash(previous: previous, entry: bytes)
  }

  mutating func seal(_ text: String) -> (digest: TextDigest, text: SealedText) {
    let salt = salts.next()
    let hash = hashing.hash(previous: salt, entry: Array(text.utf8))
    return (TextDigest(hash: hash), SealedText(salt: salt, text: text))
  }

  /// Binds the rows and names that a decision changes, and keeps their salts in `seals`.
  mutating func bind(_ changes: [RowChange], in seals: inout RowSeals) -> EntryBindings {
    // Moved in and out, so that nothing is copied.
    var binding = RowBinding(sealer: consume self, seals: consume seals)
    for change in changes { change.visit(&binding) }
    self = binding.sealer
    seals = binding.seals
    return binding.bindings
  }

  fileprivate mutating func bind<Row: StoredRow>(
    _ row: Row, in seals: inout RowSeals
  ) -> EntryBindings.BoundRow {
    let salt = salts.next()
    scratch.removeAll()
    row.encode(into: &scratch)
    seals.store(salt, of: row.key.owner, row.slot)
    return EntryBindings.BoundRow(
      owner: row.key.owner, slot: row.slot,
      digest: hashing.digest(ofRow: scratch.bytes, salt: salt))
  }

  fileprivate mutating func bind(
    _ name: UniqueName, of owner: OwnerID, in seals: inout RowSeals
  ) -> EntryBindings.BoundName {
    let salt = salts.next()
    seals.store(salt, of: name)
    return EntryBindings.BoundName(owner: owner, digest: hashing.digest(of: name, salt: salt))
  }

  /// Binds the answer that is stored under a key at the time of a stamp.
  mutating func bind(
    _ idempotency: CommandRequest.Idempotency, at stamp: Stamp
  ) -> EntryBindings.BoundAnswer {
    let time = stamp.time
    let madeAt = idempotency.key.madeAt ?? time
    return EntryBindings.BoundAnswer(
      digest: hashing.digest(
        ofAnswerTo: idempotency.key, fingerprint: idempotency.fingerprint, at: time,
        by: &scratch),
      keyAge: max(0, time.milliseconds - madeAt.milliseconds))
  }
}

/// Binds the rows that a decision changes, except those that verification derives itself.
private struct RowBinding: RowVisitor {
  var sealer: EntrySealer
  var seals: RowSeals
  var bindings = EntryBindings()

  mutating func visit<Row: StoredRow>(_ row: Row) {
    if Row.isBound { bindings.rows.append(sealer.bind(row, in: &seals)) }
  }

  mutating func visit(_ name: UniqueName, of owner: OwnerID) {
    bindings.names.append(sealer.bind(name, of: owner, in: &seals))
  }
}

extension ChainHashing {
  /// The digest of a row's stored form under its salt.
  package func digest(ofRow bytes: [UInt8], salt: ChainHash) -> BindingDigest {
    BindingDigest(hash(previous: salt, entry: bytes))
  }

  /// The digest of a name under its salt.
  package func digest(of name: UniqueName, salt: ChainHash) -> BindingDigest {
    BindingDigest(hash(previous: salt, entry: [name.space.rawValue] + Array(name.text.utf8)))
  }

  /// The digest of a stored answer without the position of its entry.
  ///
  /// Without a salt: a key holds no personal data, and a salt for every gift would cost too much.
  package func digest(
    ofAnswerTo key: IdempotencyKey, fingerprint: UInt128, at time: Timestamp
  ) -> BindingDigest {
    var writer = ByteWriter(reserving: 32)
    return digest(ofAnswerTo: key, fingerprint: fingerprint, at: time, by: &writer)
  }

  /// The same with a reused buffer.
  fileprivate func digest(
    ofAnswerTo key: IdempotencyKey, fingerprint: UInt128, at time: Timestamp,
    by writer: inout ByteWriter
  ) -> BindingDigest {
    // With the 32 bytes in front it fits into one block of SHA-256.
    writer.removeAll()
    writer.write(key.isUUID)
    writer.write(key.scope.rawValue)
    writer.write(time.milliseconds)
    if let apiKey = key.apiKey { writer.write(apiKey.rawValue) }
    let words = ChainHash(
      words: (
        UInt64(truncatingIfNeeded: key.value >> 64), UInt64(truncatingIfNeeded: key.value),
        UInt64(truncatingIfNeeded: fingerprint >> 64), UInt64(truncatingIfNeeded: fingerprint)
      ))
    return BindingDigest(hash(previous: words, entry: writer.bytes))
  }
}
