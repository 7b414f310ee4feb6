import Application
import Ledger
import Monetization

extension StoreContract {
  static let answering = [
    Check(name: "answers come back, also those of a batch without entries") { fixture in
      let refused = ContractLane.answer(
        .refused(.wallet(.insufficientBalance(required: 10, balance: 3))))
      let accepted = ContractLane.answer(.entry(position(1)))
      try released {
        let lane = try ContractLane(fixture)
        try lane.writer.commit(
          lane.batch(
            [ContractLane.registration(of: "ada")], answers: [(ContractLane.key(1), accepted)]))
        try lane.writer.commit(lane.batch([], answers: [(ContractLane.key(2), refused)]))
      }
      let keys = (1...3).map { ContractLane.key($0) }
      var state = State()
      let found = try ContractLane(fixture).writer.load(LoadRequest(keys: keys), into: &state)
      try expect(found == [keys[0]: accepted, keys[1]: refused], "these two and no third")
    },
    Check(name: "keys differ by scope, API key, value and kind") { fixture in
      let lane = try ContractLane(fixture)
      let keys = [(1, true), (1, false), (2, true)].flatMap { number, isUUID in
        [(5, nil), (6, nil), (5, 7), (5, 8), (6, 7)].map { (scope: Int64, apiKey: Int64?) in
          IdempotencyKey(
            scope: OwnerID(rawValue: scope), apiKey: apiKey.map { APIKeyID($0) },
            value: UInt128(UInt64(number)), isUUID: isUUID)
        }
      }
      let answers = keys.indices.map {
        (keys[$0], ContractLane.answer(.refused(.gift(.outOfStock(remaining: Int64($0))))))
      }
      try lane.writer.commit(lane.batch([], answers: answers))
      var state = State()
      let found = try lane.writer.load(LoadRequest(keys: keys), into: &state)
      try expect(found == Dictionary(uniqueKeysWithValues: answers), "each has its own answer")
      var walked: [IdempotencyKey: StoredAnswer] = [:]
      try lane.store.forEachAnswer { if let (key, answer) = $0 { walked[key] = answer } }
      try expect(walked == found, "and a verification finds each")
    },
    Check(name: "a key is answered once: a second answer is a conflict") { fixture in
      let lane = try ContractLane(fixture)
      let answer = (
        ContractLane.key(1), ContractLane.answer(.refused(.gift(.payment(.selfPayment))))
      )
      try lane.writer.commit(lane.batch([], answers: [answer]))
      let second = try lane.batch([ContractLane.registration(of: "ada")], answers: [answer])
      try expect(.conflict, "the first answer stays") { () throws(StoreError) in
        try lane.writer.commit(second)
      }
      try expect(lane.store.owner(of: UniqueName(.user, "ada")) == nil, "nothing was written")
    },
    Check(name: "each step purges as many old answers as it may, newer ones stay") { fixture in
      let lane = try ContractLane(fixture)
      let answers = aged(count: 100)
      try lane.writer.commit(lane.batch([], answers: answers))
      var calls = 1
      let limit = ContractLane.time(60)
      while try lane.writer.purgeAnswers(olderThan: limit, most: 7) { calls += 1 }
      try expect((9...10).contains(calls), "sixty answers, seven a call; it took \(calls)")
      var state = State()
      let kept = try lane.writer.load(LoadRequest(keys: answers.map(\.0)), into: &state)
      try expect(Set(kept.keys) == Set(answers[60...].map(\.0)), "those of the limit and later")
      while try lane.writer.purgeAnswers(olderThan: Timestamp(milliseconds: .max), most: 7) {}
      let left = try lane.writer.load(LoadRequest(keys: answers.map(\.0)), into: &state)
      try expect(left.isEmpty, "the next sweep finds what has become old")
    },
    Check(name: "a sweep advances although the writer is reopened for each step") { fixture in
      let answers = aged(count: 100)
      try released {
        let lane = try ContractLane(fixture)
        try lane.writer.commit(lane.batch([], answers: Array(answers.reversed())))
      }
      for _ in 0..<9 {
        try released {
          _ = try ContractLane(fixture).writer.purgeAnswers(
            olderThan: ContractLane.time(60), most: 7)
        }
      }
      var state = State()
      let kept = try ContractLane(fixture).writer.load(
        LoadRequest(keys: answers.map(\.0)), into: &state)
      try expect(Set(kept.keys) == Set(answers[60...].map(\.0)), "the sweep reached its end")
    },
  ]

  /// Keys of three kinds with their answers, one a second; the older ones sort after the younger.
  private static func aged(count: Int) -> [(IdempotencyKey, StoredAnswer)] {
    (0..<count).map { number in
      let at = ContractLane.time(Int64(number))
      let random = UInt128(UInt64(count - number)) << 100
      let key =
        switch number % 3 {
        case 0: ContractLane.key(number, at: at.milliseconds)
        case 1: IdempotencyKey(scope: .global, value: random | 4 << 76 | 2 << 62, isUUID: true)
        default: IdempotencyKey(scope: .global, value: random, isUUID: false)
        }
      return (
        key, ContractLane.answer(.refused(.gift(.payment(.selfPayment))), at: at.milliseconds)
      )
    }
  }
}
