import Application
import Ledger
import Monetization
import TestKit
import Testing

@Suite struct InMemoryStoreTests {
  /// What a commit with a fault throws, and whether it happened.
  @Test(arguments: [
    (InjectedFault.unavailable, false), (.unknownLost, false), (.unknownCommitted, true),
    (.fenced, false), (.crashBefore, false), (.crashAfter, true),
  ])
  func `a commit fails as it was planned`(fault: InjectedFault, happens: Bool) throws {
    let store = InMemoryStore()
    let writer = try store.openWriter(acceptingLoss: false)
    let batch = try Self.batch(after: writer.head)
    store.plan(fault, atCall: store.calls + 1)
    #expect(throws: fault.error) { try writer.commit(batch) }
    #expect(writer.head.sequence == 0, "the writer does not claim what it does not know")
    #expect(try store.heads()[0].sequence == (happens ? 1 : 0))
  }

  @Test(
    arguments: [(InjectedFault.unknownLost, 0), (.unknownCommitted, 1)] as [(InjectedFault, Int64)])
  func `a takeover settles an unknown outcome`(fault: InjectedFault, sequence: Int64) throws {
    let store = InMemoryStore()
    let writer = try store.openWriter(acceptingLoss: false)
    store.plan(fault, atCall: store.calls + 1)
    #expect(throws: fault.error) { try writer.commit(Self.batch(after: writer.head)) }
    #expect(throws: InjectedFault.unavailable.error) {
      try writer.commit(Self.batch(after: writer.head))
    }
    #expect(try writer.takeOver().sequence == sequence)
    try writer.commit(Self.batch(after: writer.head))
    #expect(try store.heads()[0].sequence == sequence + 1)
  }

  @Test(arguments: [InjectedFault.unknownLost, .unknownCommitted])
  func `an open outcome takes nothing back from a newer owner`(fault: InjectedFault) throws {
    let store = InMemoryStore()
    let writer = try store.openWriter(acceptingLoss: false)
    store.plan(fault, atCall: store.calls + 1)
    #expect(throws: fault.error) { try writer.commit(Self.batch(after: writer.head)) }
    let newer = try store.openWriter(acceptingLoss: false)
    #expect(throws: StoreError.fenced) { try writer.takeOver() }
    #expect(throws: StoreError.fenced) { try writer.commit(Self.batch(after: writer.head)) }
    try newer.commit(Self.batch(after: newer.head))
  }

  @Test(arguments: [InjectedFault.unknownLost, .unknownCommitted])
  func `a takeover of unknown outcome is settled by the next one`(fault: InjectedFault) throws {
    let store = InMemoryStore()
    let writer = try store.openWriter(acceptingLoss: false)
    store.plan(fault, atCall: store.calls + 1)
    #expect(throws: fault.error) { try writer.takeOver() }
    #expect(try writer.takeOver().epoch == (fault == .unknownCommitted ? 3 : 2))
    try writer.commit(Self.batch(after: writer.head))
  }

  @Test func `a process that died can do nothing more, and its commits stay`() throws {
    let store = InMemoryStore()
    let writer = try store.openWriter(acceptingLoss: false)
    try writer.commit(Self.batch(after: writer.head))
    store.crash()
    #expect(throws: StoreError.fenced) { try writer.commit(Self.batch(after: writer.head)) }
    #expect(throws: StoreError.fenced) { try writer.takeOver() }
    #expect(try store.openWriter(acceptingLoss: false).head.sequence == 1)
  }

  @Test func `reads fail as planned too, and only once`() throws {
    let store = InMemoryStore()
    store.plan(.unavailable, atCall: 2)
    #expect(try store.heads().isEmpty)
    #expect(throws: InjectedFault.unavailable.error) { try store.heads() }
    #expect(try store.heads().isEmpty)
  }

  private static func batch(after head: WriterHead) throws -> CommitBatch {
    var next = head
    next.sequence += 1
    let entry = StoredEntry(
      position: EntryPosition(writer: head.writer, sequence: next.sequence), bytes: [1],
      hash: .genesis)
    return CommitBatch(
      entries: [SealedEntry(entry: entry, texts: [])], state: State(), answers: [], head: next)
  }
}
