import Application
import Ledger
import Monetization
import SQLiteStore

/// Writes numbered commits, so that a test can tell from a store how many of them it has.
///
/// Commit n is entry n with a new user, and one row of which the daily limit is n; every third one
/// is followed by a commit of an answer alone.
struct Script {
  static let counter = UserID(1)
  let writer: any StoreWriter

  /// Makes the commit that follows the writer's head.
  func next(padding: Int = 0) throws {
    var head = writer.head
    head.sequence += 1
    head.hash = Self.hash(head.sequence)
    head.lastStamp = Stamp(rawValue: head.sequence)
    let position = EntryPosition(writer: head.writer, sequence: head.sequence)
    var state = State()
    let header = JournalEntry.Header(position: position, epoch: head.epoch, stamp: head.lastStamp)
    _ = try state.apply(Self.delta(head.sequence), at: header)
    let bytes = Array("entry \(head.sequence)".utf8) + [UInt8](repeating: 7, count: padding)
    let entry = StoredEntry(position: position, bytes: bytes, hash: head.hash)
    try writer.commit(
      CommitBatch(
        entries: [SealedEntry(entry: entry, texts: [])], state: state, answers: [], head: head))
    if head.sequence.isMultiple(of: 3) { try refuse(head.sequence) }
  }

  /// How many commits a store has, by its rows; throws when its parts do not fit together.
  static func count(in store: some StoreReading) throws -> Int64 {
    let entries = try store.entries(of: .first, after: 0, limit: 100_000)
    var state = State()
    for cell in try store.rows(of: OwnerID(counter)) {
      try state.load(owner: OwnerID(counter), slot: cell.slot, bytes: cell.bytes)
    }
    let count = state.users[OwnerID(counter)]?.dailySpendingLimit ?? 0
    let isWhole =
      try Int64(entries.count) == count
      && store.heads().first?.sequence ?? 0 == count
      && entries.allSatisfy { $0.hash == hash($0.position.sequence) }
      && (count == 0 || store.owner(of: UniqueName(.user, "user \(count)")) != nil)
      && store.owner(of: UniqueName(.user, "user \(count + 1)")) == nil
    guard isWhole else { throw Inconsistency() }
    return count
  }

  struct Inconsistency: Error {}

  static func hash(_ sequence: Int64) -> ChainHash {
    ChainHash(words: (UInt64(bitPattern: sequence), 1, 2, 3))
  }

  private static func delta(_ number: Int64) -> Delta {
    var row = User(id: counter, externalID: "counter", profile: UserProfile())
    row.dailySpendingLimit = number
    let id = UserID(number &* 0x0005_DEEC_E66D_1234 & Int64.max | 2)
    let made = User(id: id, externalID: "user \(number)", profile: UserProfile())
    return Delta(
      facts: [],
      rows: [.user(row), .user(made), .name(UniqueName(.user, made.externalID), OwnerID(id))])
  }

  private func refuse(_ number: Int64) throws {
    let key = IdempotencyKey(scope: .global, value: UInt128(UInt64(number)), isUUID: true)
    let answer = StoredAnswer(
      fingerprint: 1, at: Timestamp(milliseconds: number),
      result: .refused(.gift(.payment(.selfPayment))))
    try writer.commit(
      CommitBatch(entries: [], state: State(), answers: [(key, answer)], head: writer.head))
  }
}
