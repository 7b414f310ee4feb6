import Application
import Ledger
import Monetization

extension StoreContract {
  static let reading = [
    Check(name: "entries are read in pages, in order") { fixture in
      let lane = try ContractLane(fixture)
      for part in 0..<5 {
        try lane.register("a\(part)", "b\(part)", "c\(part)")
      }
      var seen: [Int64] = []
      var page = try lane.store.entries(of: .first, after: 0, limit: 4)
      while let last = page.last {
        try expect(page.count <= 4, "no page is longer than asked for")
        seen += page.map(\.position.sequence)
        page = try lane.store.entries(of: .first, after: last.position.sequence, limit: 4)
      }
      try expect(seen == Array(1...15), "every entry once")
      let other = WriterID(rawValue: 2)
      try expect(
        try other.map { try lane.store.entries(of: $0, after: 0, limit: 4) } == [],
        "no entry of another writer")
    },
    Check(name: "an entry comes back byte by byte") { fixture in
      let lane = try ContractLane(fixture)
      let batch = try lane.batch([ContractLane.registration(of: "ada")])
      try lane.writer.commit(batch)
      try expect(lane.store.entry(at: position(1)) == batch.entries[0].entry, "the same entry")
      try expect(lane.store.entry(at: .none) == nil, "nothing before the first")
      try expect(lane.store.entry(at: position(2)) == nil, "nothing after the last")
    },
    Check(name: "heads are those of the last commit") { fixture in
      let lane = try ContractLane(fixture)
      try expect(lane.store.heads() == [lane.writer.head], "after opening")
      try lane.register("ada", "grace")
      try expect(lane.store.heads() == [lane.writer.head], "after a commit")
      try expect(lane.writer.head.lastStamp == Stamp(rawValue: 2), "with the newest stamp")
    },
    Check(name: "every row is seen in owner and slot order") { fixture in
      let lane = try ContractLane(fixture)
      let ids = [9, 3, 7].map { UserID($0) }
      try lane.writer.commit(
        lane.batch(
          ids.map { id in
            let user = User(id: id, externalID: "u\(id.rawValue)", profile: UserProfile())
            let creator = Creator(user: id, appliedAt: Timestamp(milliseconds: 1))
            return Delta(facts: [], rows: [.creator(creator), .user(user)])
          }))
      var seen: [[Int64]] = []
      try lane.store.forEachRow { seen.append([$0.rawValue, $1.slot.rawValue]) }
      let (user, creator) = (RowSlot(.user).rawValue, RowSlot(.creator).rawValue)
      try expect(
        seen == [3, 7, 9].flatMap { [[$0, user], [$0, creator]] }, "six rows in order")
    },
    Check(name: "salts come back with rows and names, and go with them") { fixture in
      let lane = try ContractLane(fixture)
      let (user, slot) = (OwnerID(rawValue: 9), RowSlot(.user))
      let name = UniqueName(.user, "ada")
      var row = User(id: UserID(9), externalID: "ada", profile: UserProfile())
      var first = try lane.batch([Delta(facts: [], rows: [.user(row), .name(name, user)])])
      first.seals.store(ContractLane.hash(5), of: user, slot)
      first.seals.store(ContractLane.hash(6), of: name)
      try lane.writer.commit(first)
      try expect(Walked(lane.store).salts == [ContractLane.hash(5)], "of the row")
      try expect(Walked(lane.store).names == [name: ContractLane.hash(6)], "of the name")
      row.isAdmin = true
      try lane.writer.commit(lane.batch([Delta(facts: [], rows: [.user(row)])]))
      try expect(Walked(lane.store).salts == [nil], "a row without a salt keeps no older salt")
      try lane.register("grace")
      let grace = UniqueName(.user, "grace")
      try expect(
        Walked(lane.store).names == [name: ContractLane.hash(6), grace: nil], "each its own")
    },
    Check(name: "every answer and every text is walked") { fixture in
      let lane = try ContractLane(fixture)
      let answers = (1...5).map {
        (
          ContractLane.key($0),
          ContractLane.answer(.refused(.gift(.outOfStock(remaining: Int64($0)))))
        )
      }
      let registered = ContractLane.registration(of: "ada")
      let told = Delta(facts: [], texts: ["First", "Second"])
      try lane.writer.commit(lane.batch([registered, told], answers: answers))
      let walked = try Walked(lane.store)
      try expect(walked.answers == Dictionary(uniqueKeysWithValues: answers), "each with its key")
      try expect(walked.texts == [position(2), position(2)], "the entry of each text")
      try expect(lane.store.losses() == [], "nothing was lost")
    },
    Check(name: "a reader's own error ends the walk over all rows") { fixture in
      let lane = try ContractLane(fixture)
      try lane.register("ada", "grace")
      var seen = 0
      try expect(.conflict, "the error comes back") { () throws(StoreError) in
        try lane.store.forEachRow { (_, _) throws(StoreError) in
          seen += 1
          throw .conflict
        }
      }
      try expect(seen == 1, "after the first row")
      try lane.register("edith")
      try expect(lane.store.owner(of: UniqueName(.user, "edith")) != nil, "and reading still works")
    },
    Check(name: "readers on other threads see whole commits only") { fixture in
      let lane = try ContractLane(fixture)
      try lane.writer.commit(balances(1, lane))
      let readers = ParallelReaders(of: lane.store)
      for round in 2...100 { try lane.writer.commit(balances(Int64(round), lane)) }
      try expect(readers.finish() == nil, "no reader saw half a commit")
    },
  ]

  /// A batch that writes the same number into a row of each of two owners.
  private static func balances(_ number: Int64, _ lane: ContractLane) throws -> CommitBatch {
    try lane.batch(
      [Int64(1), 2].map { id in
        var user = User(id: UserID(id), externalID: "u", profile: UserProfile())
        user.dailySpendingLimit = number
        return Delta(facts: [], rows: [.user(user)])
      })
  }
}

/// What a verification walks over.
private struct Walked {
  var salts: [ChainHash?] = []
  var names: [UniqueName: ChainHash?] = [:]
  var answers: [IdempotencyKey: StoredAnswer] = [:]
  var texts: [EntryPosition] = []

  init(_ store: any Store) throws(StoreError) {
    var walked = Walked()
    try store.forEachRow { walked.salts.append($1.salt) }
    try store.forEachName { walked.names.updateValue($2, forKey: $0) }
    try store.forEachAnswer { if let (key, answer) = $0 { walked.answers[key] = answer } }
    try store.forEachText { walked.texts.append($0) }
    self = walked
  }

  private init() {}
}
