import Application
import Ledger
import Monetization
import Money
import Synchronization
import TestKit
import Testing

@testable import Realtime

/// An engine's lane over a store in memory, with a viewer, a creator, a gift and a live stream.
final class Town {
  let store = InMemoryStore()
  let viewer: UserID
  let gift: GiftID
  let stream: StreamID
  private let creator: UserID
  private let lane: Lane
  private let sink: CommitSink

  init() throws {
    let sink = CommitSink()
    let lane = Lane(
      writer: try store.openWriter(acceptingLoss: false),
      ports: Lane.Ports(
        clock: StillClock(), hashing: ChainSHA256(), salts: FixedSalts(), observer: sink))
    let process = { (command: Command) throws -> JournalEntry in
      let outcome = lane.process([CommandRequest(command, actor: .global)])[0]
      guard case .accepted(let entry, _) = outcome else { throw Refused(outcome: outcome) }
      return entry
    }
    let register = { (name: String) throws -> UserID in
      let profile = UserProfile(displayName: name.uppercased())
      let entry = try process(
        .registerUser(RegisterUser(externalID: name, profile: profile)))
      return UserID(entry.stamp.rawValue)
    }
    viewer = try register("viewer")
    creator = try register("creator")
    _ = try process(.applyAsCreator(ApplyAsCreator(user: creator)))
    _ = try process(
      .reviewCreator(ReviewCreator(user: creator, approves: true, reason: nil)))
    _ = try process(
      .adjustWallet(AdjustWallet(user: viewer, quantity: 1_000, reason: "test")))
    var appearance = GiftAppearance(
      name: "Rose", description: "", category: .emoji, rarity: .common)
    appearance.imageURL = "/gifts/rose.webp"
    let rose = Gift(id: GiftID(1), appearance: appearance, coinPrice: Coins(10))
    gift = GiftID(try process(.saveGift(SaveGift(id: nil, gift: rose))).stamp.rawValue)
    let created = try process(
      .createStream(
        CreateStream(creator: creator, title: "A", viewersMax: nil, scheduledAt: nil)))
    stream = StreamID(created.stamp.rawValue)
    _ = try process(
      .moveStream(MoveStream(stream: stream, of: creator, step: .start, asker: creator)))
    self.lane = lane
    self.sink = sink
  }

  var channel: String { LiveStream(id: stream, creator: creator, title: "").channel }

  /// The real sources over this store.
  var sources: RealtimeSources {
    let readers = Readers()
    let reader = RoomReader(
      directory: Directory(store: store, readers: readers), store: store, readers: readers)
    let viewer = viewer
    return RealtimeSources(
      authenticate: { token, _ in
        guard token == Stage.aliceToken else { return .refused }
        return .granted(viewer, expiresAt: Timestamp(milliseconds: .max))
      },
      findRoom: { await reader.room(ofChannel: $0) },
      describe: { await reader.caption(of: $0) }, now: { StillClock().now() })
  }

  /// Has every later commit handed on.
  func onCommit(_ take: @escaping @Sendable ([JournalEntry]) -> Void) {
    sink.take.withLock { $0 = take }
  }

  func sendGift(quantity: Int64, message: String?) -> Outcome {
    var command = SendGift(sender: viewer, receiver: creator, gift: gift, quantity: quantity)
    command.stream = stream
    command.message = message
    return lane.process([CommandRequest(.sendGift(command), actor: OwnerID(viewer))])[0]
  }

  private struct Refused: Error {
    let outcome: Outcome
  }
}

private final class CommitSink: EngineObserver {
  let take = Mutex<@Sendable ([JournalEntry]) -> Void>({ _ in })

  func committed(_ entries: [JournalEntry]) {
    take.withLock { $0 }(entries)
  }

  func report(_ incident: EngineIncident) {
    Issue.record("\(incident)")
  }
}

private struct StillClock: WallClock {
  func now() -> Timestamp { Timestamp(milliseconds: 1_800_000_000_000) }
}

private struct FixedSalts: SaltSource {
  mutating func next() -> ChainHash { .genesis }
}
