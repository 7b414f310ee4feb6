import Application
import Ledger
import Monetization
import Money

extension StoreContract {
  static let writing = [
    Check(name: "an empty store has nothing") { fixture in
      let store = try fixture.open()
      try expect(store.heads().isEmpty, "no head")
      try expect(store.rows(of: .global).isEmpty, "no row")
      try expect(store.owner(of: UniqueName(.user, "nobody")) == nil, "no name")
      try expect(store.entries(of: .first, after: 0, limit: 10).isEmpty, "no entry")
    },
    Check(name: "what was committed is loaded and survives the process") { fixture in
      func find(_ lane: ContractLane) throws {
        let name = UniqueName(.user, "ada")
        let owner = try lane.store.owner(of: name)
        var state = State()
        let request = LoadRequest(owners: owner.map { [$0] } ?? [], names: [name])
        try expect(lane.writer.load(request, into: &state).isEmpty, "no answers")
        try expect(state.names[name] == owner, "the name is loaded")
        try expect(
          owner.flatMap { state.users[$0] }?.externalID == "ada", "the row is loaded")
        try expect(lane.store.entry(at: position(1))?.hash == ContractLane.hash(1), "the entry")
      }
      try released {
        let lane = try ContractLane(fixture)
        try lane.register("ada", "grace")
        try find(lane)
      }
      try find(try ContractLane(fixture))
    },
    Check(name: "a row is replaced, and the others of its owner stay") { fixture in
      let lane = try ContractLane(fixture)
      let id = UserID(77)
      var user = User(id: id, externalID: "ada", profile: UserProfile())
      let creator = Creator(user: id, appliedAt: Timestamp(milliseconds: 1))
      try lane.writer.commit(
        lane.batch([Delta(facts: [], rows: [.user(user), .creator(creator)])]))
      user.isSuspended = true
      try lane.writer.commit(lane.batch([Delta(facts: [], rows: [.user(user)])]))
      var state = State()
      _ = try lane.writer.load(LoadRequest(owners: [OwnerID(id)]), into: &state)
      try expect(state.users[OwnerID(id)] == user, "the newer row")
      try expect(state.creators[OwnerID(id)] == creator, "the untouched row")
      try expect(lane.store.rows(of: OwnerID(id)).count == 2, "two rows")
    },
    Check(name: "accounts keep their balance and their place in the journal") { fixture in
      let lane = try ContractLane(fixture)
      let wallet = AccountKey(OwnerID(rawValue: 9), .wallet, .coin)
      let source = AccountKey(.platform(.first), .issued, .coin)
      let draft = TransactionDraft(
        id: TransactionID(3), kind: .purchase, reference: .global,
        movements: [Movement(wallet, .purchase, 500), Movement(source, .counterpart, -500)])
      try lane.writer.commit(lane.batch([Delta(facts: [], transactions: [draft])]))
      var state = State()
      let owners: [OwnerID] = [.platform(.first), OwnerID(rawValue: 9)]
      _ = try lane.writer.load(LoadRequest(owners: owners), into: &state)
      try expect(state.account(wallet).balance == 500, "the wallet's balance")
      try expect(state.account(source).balance == -500, "the platform's balance")
      try expect(state.account(wallet).last == position(1), "where its statement begins")
    },
    Check(name: "a taken name is a conflict, and nothing of the batch is written") { fixture in
      let lane = try ContractLane(fixture)
      try lane.register("ada")
      let before = lane.writer.head
      let batch = try lane.batch(["grace", "ada"].map(ContractLane.registration))
      try expect(.conflict, "a name has one owner") { () throws(StoreError) in
        try lane.writer.commit(batch)
      }
      try expect(lane.writer.head == before, "the writer's head stays")
      try expect(lane.store.heads() == [before], "the stored head stays")
      try expect(lane.store.owner(of: UniqueName(.user, "grace")) == nil, "no name of the batch")
      try expect(lane.store.entry(at: position(2)) == nil, "no entry of the batch")
      try lane.register("grace")
      try expect(lane.writer.head.sequence == 2, "the writer continues")
    },
    Check(name: "texts come back in order, also empty ones and those of many letters") { fixture in
      let lane = try ContractLane(fixture)
      let texts = ["first", "", "डिजिटल 🎁 \u{0}end", String(repeating: "long ", count: 2_000)]
      try lane.writer.commit(lane.batch([Delta(facts: [], texts: texts), Delta(facts: [])]))
      try expect(lane.store.texts(at: position(1)).map { $0?.text } == texts, "the same texts")
      try expect(lane.store.texts(at: position(1))[1]?.salt == ContractLane.hash(2), "their salts")
      try expect(lane.store.texts(at: position(2)).isEmpty, "no texts of another entry")
    },
    Check(name: "a batch may touch thousands of owners") { fixture in
      let lane = try ContractLane(fixture)
      let users = (0..<3_000).map {
        User(
          id: UserID(Int64($0) &* 7_919 % 3_001 + 1),
          externalID: "u\($0)", profile: UserProfile())
      }
      try lane.writer.commit(
        lane.batch(
          users.map { Delta(facts: [.userChanged(UserChanged($0.id))], rows: [.user($0)]) }))
      var state = State()
      _ = try lane.writer.load(
        LoadRequest(owners: users.reversed().map { OwnerID($0.id) }), into: &state)
      try expect(users.allSatisfy { state.users[OwnerID($0.id)] == $0 }, "every row is loaded")
      try expect(lane.store.entries(of: .first, after: 0, limit: 5_000).count == 3_000, "entries")
    },
  ]

  static func position(_ sequence: Int64) -> EntryPosition {
    EntryPosition(writer: .first, sequence: sequence)
  }

  /// Runs `body` so that everything it opened is released when it returns.
  static func released(_ body: () throws -> Void) throws { try body() }
}
