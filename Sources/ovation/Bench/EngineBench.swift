import Application
import Crypto
import Foundation
import Ledger
import Monetization
import Money
import SQLiteStore

/// Measures the engine in process: durable gifts per second on one SQLite store.
///
/// One thread loads, decides, hashes, writes and commits; the projections run beside it, as in
/// the server.
final class EngineBench {
  private let lane: Lane
  private let platform: Platform
  private let projectionsThread = DispatchSemaphore(value: 0)
  private let size: Size
  private var senders: [UserID] = []
  private var creators: [UserID] = []
  private(set) var gift = GiftID(0)
  private var random = SystemRandomNumberGenerator()
  private var measured = (gifts: 0, laneNanoseconds: UInt64(0))
  private var processBegin: UInt64 = 0

  /// How much is done.
  struct Size {
    /// Wallets that gifts are drawn from at random.
    var senders = 20_000
    /// Creators that gifts go to at random.
    var creators = 5_000
    var gifts = 100_000
    var batch = 1_000
    var rounds = 3
  }

  /// Who receives and what the idempotency keys are.
  enum Mode: String, CaseIterable {
    /// Random creators, time-ordered keys.
    case random
    /// One creator, time-ordered keys.
    case hot
    /// Random creators, random keys.
    case randomKeys
  }

  /// Opens a store in an empty folder.
  ///
  /// - Throws: ``StoreError``.
  init(folder: String, size: Size) throws {
    self.size = size
    let clock = SystemClock()
    let store = try SQLiteStore(folder: folder, clock: clock)
    platform = Platform(
      store: store, projections: try store.openProjections(), clock: clock)
    lane = Lane(
      writer: try store.openWriter(acceptingLoss: false),
      ports: Lane.Ports(
        clock: clock, hashing: ChainSHA256(), salts: SecureSalts(), observer: platform))
    let (runner, ended) = (platform.runner, projectionsThread)
    Thread {
      runner.run()
      ended.signal()
    }.start()
  }

  /// Stops the projections.
  func close() {
    platform.runner.close()
    projectionsThread.wait()
  }

  /// Makes wallets, creators and a gift, and waits until the projections hold them.
  ///
  /// - Throws: ``OperatorFault`` when a command is not accepted.
  func prepare() async throws {
    senders = try register(size.senders, named: "sender")
    creators = try register(size.creators, named: "creator")
    try accept(
      senders.map { .adjustWallet(AdjustWallet(user: $0, quantity: 100_000_000, reason: "bench")) })
    try accept(creators.map { .applyAsCreator(ApplyAsCreator(user: $0)) })
    try accept(
      creators.map { .reviewCreator(ReviewCreator(user: $0, approves: true, reason: nil)) })
    let rose = Gift(
      id: GiftID(0),
      appearance: GiftAppearance(
        name: "Rose", description: "", category: .emoji, rarity: .common),
      coinPrice: Coins(10))
    let facts = try accept([.saveGift(SaveGift(id: nil, gift: rose))])
    guard case .giftSaved(let saved)? = facts.first else {
      throw OperatorFault("The gift was not saved.")
    }
    gift = saved.gift
    _ = try await projectionLagMilliseconds()
    processBegin = processNanoseconds()
  }

  /// Sends gifts in batches.
  ///
  /// - Returns: Durable gifts per second of each round.
  func measure(_ mode: Mode) throws -> [Int] {
    try (0..<size.rounds).map { _ in
      let before = threadNanoseconds()
      let batches = stride(from: 0, to: size.gifts, by: size.batch).map { _ in
        (0..<size.batch).map { _ in request(mode) }
      }
      processBegin += threadNanoseconds() - before
      let start = ContinuousClock.now
      let cpu = threadNanoseconds()
      for batch in batches {
        let outcomes = lane.process(batch)
        if let failure = outcomes.first(where: { !$0.isAccepted }) {
          throw OperatorFault("A gift was not accepted: \(failure).")
        }
      }
      let seconds = (ContinuousClock.now - start).inSeconds
      measured.gifts += size.gifts
      measured.laneNanoseconds += threadNanoseconds() - cpu
      return Int(Double(size.gifts) / seconds)
    }
  }

  /// The lane's CPU time per gift over all rounds, in tenths of a microsecond.
  ///
  /// Unlike the rate, it hardly changes when other programs share the machine.
  var laneTenthsOfMicroseconds: Int {
    Int(measured.laneNanoseconds) / max(1, measured.gifts) / 100
  }

  /// The CPU time of all threads per gift over all rounds, in tenths of a microsecond.
  ///
  /// Asked once the projections hold everything; making wallets and requests is not counted.
  var processTenthsOfMicroseconds: Int {
    Int(processNanoseconds() - processBegin) / max(1, measured.gifts) / 100
  }

  /// Until the projections hold everything, in milliseconds.
  func projectionLagMilliseconds() async throws -> Int {
    let end = try platform.store.journalEnd()
    let start = ContinuousClock.now
    guard await platform.runner.caughtUp(to: end) else {
      throw OperatorFault("The projections failed: \(String(describing: platform.runner.failure)).")
    }
    return Int((ContinuousClock.now - start).inSeconds * 1_000)
  }

  private func request(_ mode: Mode) -> CommandRequest {
    let sender = senders[Int.random(in: 0..<senders.count, using: &random)]
    let creator =
      mode == .hot
      ? creators[0] : creators[Int.random(in: 0..<creators.count, using: &random)]
    let uuid =
      mode == .randomKeys
      ? UUIDBytes(
        high: .random(in: 0 ... .max, using: &random) & ~0xF000 | 0x4000,
        low: .random(in: 0 ... .max, using: &random) >> 2 | 1 << 63)
      : UUIDBytes.make(unixMilliseconds: SystemClock().now().milliseconds)
    let key = IdempotencyKey(
      scope: OwnerID(sender), value: UInt128(uuid.high) << 64 | UInt128(uuid.low), isUUID: true)
    return CommandRequest(
      .sendGift(SendGift(sender: sender, receiver: creator, gift: gift, quantity: 1)),
      actor: OwnerID(sender),
      idempotency: CommandRequest.Idempotency(key: key, fingerprint: UInt128(uuid.low)))
  }

  private func register(_ count: Int, named name: String) throws -> [UserID] {
    let facts = try accept(
      (0..<count).map { .registerUser(RegisterUser(externalID: "bench-\(name)-\($0)")) })
    return facts.compactMap {
      if case .userRegistered(let registered) = $0 { registered.user } else { nil }
    }
  }

  @discardableResult
  private func accept(_ commands: [Command]) throws -> [Fact] {
    var facts: [Fact] = []
    for start in stride(from: 0, to: commands.count, by: size.batch) {
      let batch = commands[start..<min(start + size.batch, commands.count)]
      for outcome in lane.process(batch.map { CommandRequest($0, actor: .global) }) {
        guard case .accepted(let entry, _) = outcome else {
          throw OperatorFault("The bench could not be prepared: \(outcome).")
        }
        facts += entry.facts
      }
    }
    return facts
  }
}

extension Outcome {
  /// Whether the command happened.
  var isAccepted: Bool { if case .accepted = self { true } else { false } }
}

extension Duration {
  /// The duration as a fraction of seconds, for measurements only.
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}
