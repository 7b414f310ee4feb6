import Application
import Ledger
import Monetization

/// A store with its writer, and short ways to write what a check needs.
struct ContractLane {
  let store: any Store
  let writer: any StoreWriter

  init(_ fixture: any StoreContract.Fixture) throws {
    store = try fixture.open()
    writer = try store.openWriter(acceptingLoss: false)
  }

  /// The batch of entries that follows the writer's head, one for each delta.
  ///
  /// Hashes are made up: a store keeps them and does not know how they are computed.
  func batch(
    _ deltas: [Delta], answers: [(IdempotencyKey, StoredAnswer)] = []
  ) throws -> CommitBatch {
    var head = writer.head
    var state = State()
    var entries: [SealedEntry] = []
    for delta in deltas {
      head.sequence += 1
      head.hash = Self.hash(head.sequence)
      head.lastStamp = Stamp(rawValue: head.lastStamp.rawValue + 1)
      let header = JournalEntry.Header(
        position: EntryPosition(writer: head.writer, sequence: head.sequence), epoch: head.epoch,
        stamp: head.lastStamp)
      _ = try state.apply(delta, at: header)
      entries.append(Self.sealed(delta, at: header))
    }
    return CommitBatch(
      entries: entries, state: state, answers: answers.map { (key: $0, answer: $1) }, head: head)
  }

  /// Commits entries that make users of these external ids.
  func register(_ externalIDs: String...) throws {
    try writer.commit(batch(externalIDs.map(Self.registration)))
  }

  /// A user and the claim to the external id; the identifier follows from the id's bytes.
  static func registration(of externalID: String) -> Delta {
    let id = UserID(externalID.utf8.reduce(1) { $0 &* 31 &+ Int64($1) } & Int64.max)
    let user = User(id: id, externalID: externalID, profile: UserProfile())
    return Delta(
      facts: [.userRegistered(UserRegistered(id))],
      rows: [.user(user), .name(UniqueName(.user, externalID), OwnerID(id))])
  }

  /// A made-up hash that tells sequence numbers apart.
  static func hash(_ sequence: Int64) -> ChainHash {
    let word = UInt64(bitPattern: sequence)
    return ChainHash(words: (word, ~word, word &* 31, 7))
  }

  /// A number of seconds after the time at which answers are given unless another is named.
  static func time(_ seconds: Int64) -> Timestamp {
    Timestamp(milliseconds: 1_800_000_000_000 + seconds * 1_000)
  }

  /// A key of version 7 that was made at a time.
  static func key(_ number: Int, at milliseconds: Int64 = 1_800_000_000_000) -> IdempotencyKey {
    let time = UInt128(UInt64(milliseconds)) << 80
    return IdempotencyKey(
      scope: OwnerID(rawValue: 5), value: time | 7 << 76 | 2 << 62 | UInt128(UInt64(number)),
      isUUID: true)
  }

  /// An answer to remember, given at a time.
  static func answer(
    _ result: StoredAnswer.Result, at milliseconds: Int64 = 1_800_000_000_000
  ) -> StoredAnswer {
    StoredAnswer(
      fingerprint: 42 << 70 | 3, at: Timestamp(milliseconds: milliseconds), result: result)
  }

  private static func sealed(_ delta: Delta, at header: JournalEntry.Header) -> SealedEntry {
    var writer = ByteWriter()
    JournalEntry(
      header: header, actor: .global, facts: delta.facts, transactions: [], texts: []
    ).encode(into: &writer)
    return SealedEntry(
      entry: StoredEntry(
        position: header.position, bytes: writer.bytes, hash: hash(header.position.sequence)),
      texts: delta.texts.enumerated().map {
        SealedText(salt: hash(Int64($0.offset) + 1), text: $0.element)
      })
  }
}
