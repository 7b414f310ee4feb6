package import Application
import Crypto
import Foundation
import Ledger
package import Monetization
import Money

/// Measures the engine in process: durable gifts per second on one store.
///
/// One thread loads, decides, hashes, writes and commits; the projections run beside it, as in
/// the server.
package final class EngineBench {
  private let lane: Lane
  private let platform: Platform
  private let projectionsThread = DispatchSemaphore(value: 0)
  private let size: Size
  private var senders: [UserID] = []
  private var creators: [UserID] = []
  package private(set) var gift = GiftID(0)
  private var random = SystemRandomNumberGenerator()
  private var measured = (gifts: 0, laneNanoseconds: UInt64(0))
  private var processBegin: UInt64 = 0

  /// How much is done.
  package struct Size {
    /// Wallets that gifts are drawn from at random.
    package var senders = 20_000
    /// Creators that gifts go to at random.
    package var creators = 5_000
    package var gifts = 100_000
    package var batch = 1_000
    package var rounds = 3

    package init() {}
  }

  /// Who receives and what the idempotency keys are.
  package enum Mode: String, CaseIterable {
    /// Random creators, time-ordered keys.
    case random
    /// One creator, time-ordered keys.
    case hot
    /// Random creators, random keys.
    case randomKeys
  }

  /// Takes an empty store over.
  ///
  /// - Parameters:
  ///   - platform: Reads the store; nobody else runs its projections.
  ///   - writer: The store's; used by the calling thread alone.
  ///   - size: How much is done.
  package init(platform: Platform, writer: any StoreWriter, size: Size) {
    self.size = size
    self.platform = platform
    lane = Lane(
      writer: writer,
      ports: Lane.Ports(
        clock: platform.clock, hashing: ChainSHA256(), salts: SecureSalts(),
        observer: platform))
    let (runner, ended) = (platform.runner, projectionsThread)
    Thread {
      runner.run()
      ended.signal()
    }.start()
  }

  /// Stops the projections.
  package func close() {
    platform.runner.close()
    projectionsThread.wait()
  }

  /// Makes wallets, creators and a gift, and waits until the projections hold them.
  ///
  /// - Throws: ``LoadFault`` when a command is not accepted.
  package func prepare() async throws {
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
      throw LoadFault("The gift was not saved.")
    }
    gift = saved.gift
    _ = try await projectionLagMilliseconds()
    processBegin = ProcessorTime.process
  }

  /// Sends gifts in batches.
  ///
  /// - Returns: Durable gifts per second of each round.
  package func measure(_ mode: Mode) throws -> [Int] {
    try (0..<size.rounds).map { _ in
      let before = ProcessorTime.thread
      let batches = stride(from: 0, to: size.gifts, by: size.batch).map { _ in
        (0..<size.batch).map { _ in request(mode) }
      }
      processBegin += ProcessorTime.thread - before
      let watch = Stopwatch()
      let cpu = ProcessorTime.thread
      for batch in batches { try send(batch) }
      let seconds = watch.seconds
      measured.gifts += size.gifts
      measured.laneNanoseconds += ProcessorTime.thread - cpu
      return Int(Double(size.gifts) / seconds)
    }
  }

  /// The lane's CPU time per gift over all rounds, in tenths of a microsecond.
  ///
  /// Unlike the rate, it hardly changes when other programs share the machine.
  package var laneTenthsOfMicroseconds: Int {
    Int(measured.laneNanoseconds) / max(1, measured.gifts) / 100
  }

  /// The CPU time of all threads per gift over all rounds, in tenths of a microsecond.
  ///
  /// Asked once the projections hold everything; making wallets and requests is not counted.
  package var processTenthsOfMicroseconds: Int {
    Int(ProcessorTime.process - processBegin) / max(1, measured.gifts) / 100
  }

  /// Until the projections hold everything, in milliseconds.
  package func projectionLagMilliseconds() async throws -> Int {
    let end = try platform.store.journalEnd()
    let watch = Stopwatch()
    guard await platform.runner.caughtUp(to: end) else {
      throw LoadFault("The projections failed: \(String(describing: platform.runner.failure)).")
    }
    return Int(watch.seconds * 1_000)
  }

  private func send(_ gifts: [CommandRequest]) throws(LoadFault) {
    for outcome in lane.process(gifts) {
      guard case .accepted = outcome else {
        throw LoadFault("A gift was not accepted: \(outcome).")
      }
    }
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
      : UUIDBytes.make(unixMilliseconds: platform.clock.now().milliseconds)
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
          throw LoadFault("The bench could not be prepared: \(outcome).")
        }
        facts += entry.facts
      }
    }
    return facts
  }
}
