import Application
import Ledger
import Monetization

/// What an ``InMemoryStore`` holds; every change is all or nothing.
struct StoreTables: Sendable {
  private(set) var heads: [WriterID: WriterHead] = [:]
  /// The epoch in which each writer was opened last.
  private var openings: [WriterID: Int64] = [:]
  private(set) var answers: [IdempotencyKey: StoredAnswer] = [:]
  private(set) var names: [UniqueName: OwnerID] = [:]
  private(set) var nameSalts: [UniqueName: ChainHash] = [:]
  private var rows: [OwnerID: [StoredCell]] = [:]
  private var entries: [WriterID: [StoredEntry]] = [:]
  private var texts: [EntryPosition: [SealedText?]] = [:]

  /// The rows of an owner in slot order.
  func cells(of owner: OwnerID) -> [StoredCell] { rows[owner] ?? [] }

  /// Every owner in order.
  var owners: [OwnerID] { rows.keys.sorted() }

  /// The entry at a position.
  func entry(at position: EntryPosition) -> StoredEntry? {
    guard let writer = WriterID(rawValue: position.writerNumber),
      let all = entries[writer], all.indices.contains(Int(position.sequence) - 1)
    else { return nil }
    return all[Int(position.sequence) - 1]
  }

  /// The entry of every text, in order.
  var textPositions: [EntryPosition] {
    texts.keys.sorted { $0.rawValue < $1.rawValue }
      .flatMap { Array(repeating: $0, count: texts[$0]?.count ?? 0) }
  }

  /// At most `limit` entries of a writer after a sequence number.
  func entries(of writer: WriterID, after sequence: Int64, limit: Int) -> [StoredEntry] {
    Array((entries[writer] ?? []).dropFirst(Int(max(0, sequence))).prefix(limit))
  }

  /// The texts of an entry in order.
  func texts(at position: EntryPosition) -> [SealedText?] { texts[position] ?? [] }

  /// Begins the first epoch of a new owner of the writer.
  mutating func beginEpoch(of writer: WriterID) -> WriterHead {
    var head =
      heads[writer]
      ?? WriterHead(writer: writer, epoch: 0, sequence: 0, hash: .genesis, lastStamp: .zero)
    head.epoch += 1
    heads[writer] = head
    openings[writer] = head.epoch
    return head
  }

  /// Begins the next epoch of the owner who opened the writer in an epoch.
  ///
  /// - Throws: ``StoreError/fenced`` when somebody else has opened it since.
  mutating func raiseEpoch(
    of writer: WriterID, openedIn epoch: Int64
  ) throws(StoreError) -> WriterHead {
    guard var head = heads[writer], openings[writer] == epoch else { throw .fenced }
    head.epoch += 1
    heads[writer] = head
    return head
  }

  /// Writes a batch, or throws and changes nothing.
  ///
  /// - Throws: ``StoreError/fenced`` or ``StoreError/conflict``.
  mutating func commit(_ batch: CommitBatch) throws(StoreError) {
    let writer = batch.head.writer
    guard let head = heads[writer], head.epoch == batch.head.epoch else { throw .fenced }
    guard !conflicts(with: batch) else { throw .conflict }
    precondition(
      batch.head.sequence == head.sequence + Int64(batch.entries.count),
      "a batch follows the writer's head")
    for (offset, sealed) in batch.entries.enumerated() {
      precondition(sealed.entry.position.sequence == head.sequence + Int64(offset) + 1)
      entries[writer, default: []].append(sealed.entry)
      if !sealed.texts.isEmpty { texts[sealed.entry.position] = sealed.texts }
    }
    batch.state.forEachChangedRow { owner, slot, bytes in
      put(StoredCell(slot: slot, bytes: bytes, salt: batch.seals.salt(of: owner, slot)), of: owner)
    }
    batch.state.forEachClaimedName {
      names[$0] = $1
      nameSalts[$0] = batch.seals.salt(of: $0)
    }
    for (key, answer) in batch.answers { answers[key] = answer }
    heads[writer] = batch.head
  }

  /// Deletes answers that are older than a time, in the order of the contract.
  ///
  /// - Returns: Whether there may be more.
  mutating func purge(olderThan limit: Timestamp, most count: Int) -> Bool {
    let old = answers.filter { ($0.madeAt ?? $1.at) < limit }.map { key, answer in
      // Keys that carry a time come first, and sort by it.
      (key: key, age: key.madeAt == nil ? answer.at.milliseconds : .min, order: key.storedOrder)
    }.sorted {
      guard $0.age == $1.age else { return $0.age < $1.age }
      return $0.order.lexicographicallyPrecedes($1.order)
    }
    for (key, _, _) in old.prefix(count) { answers[key] = nil }
    return old.count >= count
  }

  private func conflicts(with batch: CommitBatch) -> Bool {
    var isTaken = false
    batch.state.forEachClaimedName { name, _ in isTaken = isTaken || names[name] != nil }
    let keys = Set(batch.answers.map(\.key))
    return isTaken || keys.count < batch.answers.count || keys.contains { answers[$0] != nil }
  }

  private mutating func put(_ cell: StoredCell, of owner: OwnerID) {
    let cells = rows[owner] ?? []
    let place = cells.firstIndex { $0.slot.rawValue >= cell.slot.rawValue } ?? cells.count
    if place < cells.count, cells[place].slot == cell.slot {
      rows[owner, default: []][place] = cell
    } else {
      rows[owner, default: []].insert(cell, at: place)
    }
  }
}

extension IdempotencyKey {
  /// The bytes by which a file orders its answers.
  var storedOrder: [UInt8] {
    let bytes = storedBytes
    return (0..<storedLength).map { bytes[$0] }
      + stride(from: 56, through: 0, by: -8).map {
        UInt8(truncatingIfNeeded: UInt64(bitPattern: scope.rawValue) >> $0)
      }
  }
}
