import Application
import Ledger
import Monetization
import Money
import TestKit
import Testing

/// A few viewers and creators who make a journal by random commands.
final class Crowd {
  private let store: any Store
  private let lane: Lane
  private var random: SplitMix64
  private var people: [UserID] = []
  private var gifts: [GiftID] = []
  private var streams: [StreamID] = []
  private static let posts = ["first post", "पोस्ट", ""]

  init(seed: UInt64, people count: Int = 6, store: some Store = InMemoryStore()) throws {
    self.store = store
    random = SplitMix64(seed: seed)
    lane = Lane(
      writer: try store.openWriter(acceptingLoss: false),
      ports: Lane.Ports(
        clock: StillClock(), hashing: ChainSHA256(), salts: SecureSalts(), observer: Deaf()))
    for number in 0..<count { run(.registerUser(RegisterUser(externalID: "person \(number)"))) }
    let appearance = GiftAppearance(
      name: "Rose", description: "", category: .emoji, rarity: .common)
    for price in 1...3 {
      let gift = Gift(id: GiftID(0), appearance: appearance, coinPrice: Coins(Int64(price)))
      run(.saveGift(SaveGift(id: nil, gift: gift)))
    }
    for person in people {
      run(.adjustWallet(AdjustWallet(user: person, quantity: 100_000, reason: "test")))
    }
    for creator in people.prefix(4) {
      run(.applyAsCreator(ApplyAsCreator(user: creator)))
      run(.reviewCreator(ReviewCreator(user: creator, approves: true, reason: nil)))
      run(
        .createStream(
          CreateStream(creator: creator, title: "Live", viewersMax: nil, scheduledAt: nil)))
    }
    for (stream, creator) in zip(streams, creators) {
      run(.moveStream(MoveStream(stream: stream, of: creator, step: .start, asker: nil)))
    }
  }

  /// Who receives.
  var creators: ArraySlice<UserID> { people.prefix(4) }

  /// Sends gifts, most of them accepted.
  func act(_ count: Int) {
    for _ in 0..<count {
      var send = SendGift(
        sender: random.pick(people), receiver: random.pick(people), gift: random.pick(gifts),
        quantity: Int64(1 + random.below(3)))
      switch random.below(4) {
      case 0: send.post = random.pick(Self.posts)
      case 1: send.stream = random.pick(streams)
      default: break
      }
      run(.sendGift(send))
    }
  }

  /// Takes everything that the projections have not seen into them.
  func project(into projections: some Projections) throws {
    let runner = ProjectionRunner(store: store, projections: projections)
    while try runner.runRound() {}
  }

  /// Asks both everything.
  func compare(_ one: some Projections, _ other: some Projections) throws {
    #expect(try one.checkpoint() == other.checkpoint())
    #expect(try one.giftUsage(of: gifts) == other.giftUsage(of: gifts))
    #expect(try one.giftTotals(of: streams) == other.giftTotals(of: streams))
    for person in people {
      #expect(try one.totals(of: person) == other.totals(of: person))
      #expect(
        try one.topSupporters(of: person) == other.topSupporters(of: person))
      for days in [0...Int32.max, 0...100] {
        #expect(
          try one.earnings(of: person, days: days) == other.earnings(of: person, days: days))
      }
    }
    for post in Self.posts + ["nothing"] {
      let (mine, theirs) = (try one.giftTotal(ofPost: post), try other.giftTotal(ofPost: post))
      #expect(mine.total == theirs.total)
      #expect(mine.newest == theirs.newest)
    }
    for kind in Listing.Kind.allCases {
      for group in [0, 1, 2, 3] + people.map(\.rawValue) {
        try compare(Listing(kind, group: group), one, other)
      }
    }
  }

  private func compare(
    _ list: Listing, _ one: some Projections, _ other: some Projections
  ) throws {
    let all = try one.members(of: list, before: nil, limit: 100)
    #expect(try all == other.members(of: list, before: nil, limit: 100))
    guard let newest = all.first else { return }
    #expect(
      try one.members(of: list, before: newest, limit: 2)
        == other.members(of: list, before: newest, limit: 2))
  }

  private func run(_ command: Command) {
    guard
      case .accepted(let entry, _)? = lane.process([CommandRequest(command, actor: .global)]).first
    else { return }
    for fact in entry.facts {
      switch fact {
      case .userRegistered(let registered): people.append(registered.user)
      case .giftSaved(let saved): gifts.append(saved.gift)
      case .streamChanged(let made) where made.status == .scheduled:
        streams.append(made.stream)
      default: break
      }
    }
  }
}

private struct Deaf: EngineObserver {
  func committed(_ entries: [JournalEntry]) {}
  func report(_ incident: EngineIncident) {
    Issue.record("unexpected: \(incident)")
  }
}
