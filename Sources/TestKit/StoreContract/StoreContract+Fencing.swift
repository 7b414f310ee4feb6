import Application
import Ledger
import Monetization

extension StoreContract {
  static let fencing = [
    Check(name: "every opening begins a new epoch") { fixture in
      try released { try expect(ContractLane(fixture).writer.head.epoch == 1, "the first") }
      try released {
        let lane = try ContractLane(fixture)
        try lane.register("ada")
        try expect(lane.writer.head.epoch == 2, "the second")
      }
      let head = try ContractLane(fixture).writer.head
      try expect(head.epoch == 3 && head.sequence == 1, "the third continues after the entry")
    },
    Check(name: "a writer that was taken over can no longer write") { fixture in
      let old = try ContractLane(fixture)
      try old.register("ada")
      let new = try old.store.openWriter(acceptingLoss: false)
      let batch = try old.batch([ContractLane.registration(of: "grace")])
      try expect(.fenced, "an old epoch commits nothing") { () throws(StoreError) in
        try old.writer.commit(batch)
      }
      try expect(.fenced, "an old epoch purges nothing") { () throws(StoreError) in
        _ = try old.writer.purgeAnswers(olderThan: Timestamp(milliseconds: .max), most: 10)
      }
      try expect(new.head.sequence == 1, "the new writer has what was committed")
      try expect(old.store.heads() == [new.head], "and its head is the stored one")
    },
    Check(name: "a batch of another epoch than the writer's is fenced") { fixture in
      let lane = try ContractLane(fixture)
      var batch = try lane.batch([ContractLane.registration(of: "ada")])
      batch.head.epoch += 1
      try expect(.fenced, "only its own epoch") { () throws(StoreError) in
        try lane.writer.commit(batch)
      }
    },
    Check(name: "taking over raises the epoch and tells what is durable") { fixture in
      let lane = try ContractLane(fixture)
      try lane.register("ada")
      let head = try lane.writer.takeOver()
      try expect(head.epoch == 2 && head.sequence == 1, "a new epoch after the last entry")
      try expect(head.hash == ContractLane.hash(1), "with the last hash")
      try expect(lane.writer.head == head, "which is the writer's head")
      try lane.register("grace")
      try expect(lane.store.heads().first?.sequence == 2, "and it continues")
    },
    Check(name: "who was taken over cannot take the writer back") { fixture in
      let old = try ContractLane(fixture)
      try old.register("ada")
      for _ in 0..<2 { _ = try old.writer.takeOver() }
      let new = try old.store.openWriter(acceptingLoss: false)
      let head = new.head
      try expect(.fenced, "the writer has another owner") { () throws(StoreError) in
        _ = try old.writer.takeOver()
      }
      try expect(old.store.heads() == [head], "nothing was changed")
      let late = try old.batch([ContractLane.registration(of: "grace")])
      try expect(.fenced, "and it commits nothing") { () throws(StoreError) in
        try old.writer.commit(late)
      }
      let raised = try new.takeOver()
      try expect(raised.epoch == head.epoch + 1, "the new owner can")
      try expect(.fenced, "also after that") { () throws(StoreError) in
        _ = try old.writer.takeOver()
      }
    },
    Check(name: "a batch that was made before a takeover is fenced") { fixture in
      let lane = try ContractLane(fixture)
      let batch = try lane.batch([ContractLane.registration(of: "ada")])
      _ = try lane.writer.takeOver()
      try expect(.fenced, "the old epoch is gone") { () throws(StoreError) in
        try lane.writer.commit(batch)
      }
    },
  ]
}
