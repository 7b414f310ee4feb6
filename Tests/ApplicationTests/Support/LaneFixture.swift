import Application
import Ledger
import Monetization
import Money
import Synchronization
import TestKit
import Testing

/// A lane over a store in memory, with a viewer, a creator and a gift.
struct LaneFixture {
  let store = InMemoryStore()
  let clock = FakeClock()
  let observer = IncidentLog()
  let lane: Lane
  private(set) var viewer = UserID(0)
  private(set) var creator = UserID(0)
  private(set) var gift = GiftID(0)

  init(
    writer wrap: (any StoreWriter) -> any StoreWriter = { $0 },
    rules: @escaping Lane.Rules = decide(_:in:at:)
  ) throws {
    let writer = wrap(try store.openWriter(acceptingLoss: false))
    lane = Lane(
      writer: writer, ports: Self.ports(clock, observer), rules: rules)
    let people = try accept([
      .registerUser(RegisterUser(externalID: "viewer")),
      .registerUser(RegisterUser(externalID: "creator")),
    ])
    (viewer, creator) = (UserID(people[0].stamp.rawValue), UserID(people[1].stamp.rawValue))
    let appearance = GiftAppearance(
      name: "Rose", description: "", category: .emoji, rarity: .common)
    let rose = Gift(id: GiftID(0), appearance: appearance, coinPrice: Coins(10))
    let made = try accept([
      .saveGift(SaveGift(id: nil, gift: rose)), .applyAsCreator(ApplyAsCreator(user: creator)),
      adjust(1_000),
    ])
    gift = GiftID(made[0].stamp.rawValue)
    _ = try accept([
      .reviewCreator(ReviewCreator(user: creator, approves: true, reason: nil))
    ])
  }

  static func ports(_ clock: FakeClock, _ observer: IncidentLog) -> Lane.Ports {
    Lane.Ports(
      clock: clock, hashing: ChainSHA256(), salts: SeededSalts(seed: 1), observer: observer)
  }

  /// Another lane over the same store, as a process that starts now has it.
  func restarted() throws -> Lane {
    Lane(
      writer: try store.openWriter(acceptingLoss: false),
      ports: Self.ports(clock, observer))
  }

  func adjust(_ quantity: Int64) -> Command {
    .adjustWallet(AdjustWallet(user: viewer, quantity: quantity, reason: "Reason"))
  }

  func send(_ quantity: Int64 = 1, message: String? = nil) -> Command {
    var command = SendGift(sender: viewer, receiver: creator, gift: gift, quantity: quantity)
    command.message = message
    return .sendGift(command)
  }

  /// A request under a key of this number; the fingerprint follows from the number too.
  func request(_ command: Command, key: UInt64? = nil, fingerprint: UInt64? = nil) -> CommandRequest
  {
    let idempotency = key.map {
      CommandRequest.Idempotency(
        key: IdempotencyKey(scope: OwnerID(rawValue: 5), value: UInt128($0), isUUID: false),
        fingerprint: UInt128(fingerprint ?? $0))
    }
    return CommandRequest(command, actor: .global, idempotency: idempotency)
  }

  /// Has commands accepted that must be.
  @discardableResult
  func accept(_ commands: [Command]) throws -> [JournalEntry] {
    try lane.process(commands.map { request($0) }).map { try #require($0.entry) }
  }

  func balance() throws -> Int64 {
    let owner = OwnerID(viewer)
    return try store.state(of: [owner]).account(AccountKey(owner, .wallet, .coin)).balance
  }
}

extension Outcome {
  /// The entry of an accepted command, also where it is a replay.
  var entry: JournalEntry? {
    if case .accepted(let entry, _) = self { entry } else { nil }
  }

  var isReplay: Bool {
    switch self {
    case .accepted(_, let isReplay), .refused(_, let isReplay): isReplay
    case .unchanged, .failed: false
    }
  }

  var refusal: Refusal? {
    if case .refused(let refusal, _) = self { refusal } else { nil }
  }
}

/// Keeps what an operator would be told, and what was published.
final class IncidentLog: EngineObserver {
  private let incidents = Mutex<[EngineIncident]>([])
  private let entries = Mutex<[JournalEntry]>([])

  var all: [EngineIncident] { incidents.withLock { $0 } }

  /// The sequence numbers of everything that was published, in that order.
  var published: [Int64] { entries.withLock { $0.map(\.position.sequence) } }

  func committed(_ entries: [JournalEntry]) { self.entries.withLock { $0 += entries } }

  func report(_ incident: EngineIncident) { incidents.withLock { $0.append(incident) } }
}
