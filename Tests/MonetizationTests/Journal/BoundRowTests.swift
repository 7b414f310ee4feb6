import Ledger
import Monetization
import Money
import Testing

@Suite struct BoundRowTests {
  /// A change of every kind of row.
  private static var changes: [RowChange] {
    let report = GatewayReport(
      gateway: .sandbox, eventID: "e", purchase: World.purchase, outcome: .cancelled, body: "{}")
    let offer = PurchaseOffer(
      package: nil, coins: Coins(1), bonusCoins: .zero, price: Money(minorUnits: 3, currency: .inr))
    return [
      .user(User(id: World.viewer, externalID: "id", profile: UserProfile())),
      .creator(Creator(user: World.creator, appliedAt: Timestamp(milliseconds: 1))),
      .sender(Sender(World.viewer)),
      .carry(CarryRow(CarryKey(OwnerID(World.creator), .gift, .coin), .zero)),
      .buyer(Buyer(user: World.viewer, firstPurchase: World.purchase)),
      .gift(World.gift(price: 1)), .package(World.coinPackage()),
      .purchase(
        Purchase(
          id: World.purchase, user: World.viewer, offer: offer, gateway: .sandbox, returnURL: nil)),
      .stream(LiveStream(id: World.stream, creator: World.creator, title: "Live")),
      .settings(.initial),
      .settingsVersion(
        SettingsVersion(id: SettingsVersionID(7), author: .global, settings: .initial)),
      .apiKey(APIKey(id: APIKeyID(1), name: "n", digest: "00ff", scopes: .users)),
      .gatewayEvent(GatewayEvent(id: GatewayEventID(1), report: report, verdict: .ignored)),
      .name(UniqueName(.user, "id"), OwnerID(World.viewer)),
    ]
  }

  private struct Seen: RowVisitor {
    var owner: OwnerID?
    var slot: RowSlot?
    var bytes: [UInt8] = []
    var tags: Set<RowTag> = []

    mutating func visit(_ row: some StoredRow) {
      tags.insert(type(of: row).tag)
      var writer = ByteWriter()
      row.encode(into: &writer)
      (owner, slot, bytes) = (row.key.owner, row.slot, writer.bytes)
    }

    mutating func visit(_ name: UniqueName, of owner: OwnerID) {}
  }

  /// A kind of row that nobody checks would be anybody's to change.
  @Test func `every kind of row is bound by its entry, or derived by the verification`() {
    var seen = Seen()
    for change in Self.changes { change.visit(&seen) }
    #expect(seen.tags.union([.account]) == Set(RowTag.allCases))
    #expect(Set(RowTag.allCases.filter { !$0.isBound }) == [.account, .carry, .sender])
  }

  /// The entry binds a row under the owner whose row is written.
  @Test func `a bound row is the one that is written`() throws {
    for change in Self.changes {
      var seen = Seen()
      change.visit(&seen)
      guard let owner = seen.owner, let slot = seen.slot else { continue }
      var state = State()
      let header = JournalEntry.Header(
        position: EntryPosition(writer: .first, sequence: 1), epoch: 1, stamp: World.moment.stamp)
      _ = try state.apply(Delta(facts: [], rows: [change]), at: header)
      var written: [[Int64]] = []
      state.forEachChangedRow { found, place, bytes in
        #expect(bytes == seen.bytes)
        written.append([found.rawValue, place.rawValue])
      }
      #expect(written == [[owner.rawValue, slot.rawValue]])
    }
  }

  /// Else the salt of its newest entry would not be written.
  @Test func `a row that is put as it was is written again`() throws {
    let user = User(id: World.viewer, externalID: "id", profile: UserProfile())
    let header = JournalEntry.Header(
      position: EntryPosition(writer: .first, sequence: 1), epoch: 1, stamp: World.moment.stamp)
    var state = State()
    for _ in 1...2 {
      _ = try state.apply(Delta(facts: [], rows: [.user(user)]), at: header)
      var count = 0
      state.forEachChangedRow { _, _, _ in count += 1 }
      #expect(count == 1)
      state.settle()
    }
  }
}
