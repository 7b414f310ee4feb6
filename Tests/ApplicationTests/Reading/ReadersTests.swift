import Dispatch
import Synchronization
import Testing

@testable import Application

@Suite struct ReadersTests {
  /// Reads that occupy every slot of some classes until they are released.
  private final class Crowd: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let inside = DispatchSemaphore(value: 0)

    /// Holds the slots while `body` runs.
    func hold(
      _ classes: [ReaderClass], of readers: Readers, while body: () async throws -> Void
    ) async throws {
      let slots = classes.flatMap { Array(repeating: $0, count: $0.slots) }
      try await withThrowingTaskGroup { group in
        for reader in slots { group.addTask { try await self.block(reader, of: readers) } }
        await untilInside(slots.count)
        defer { for _ in slots { gate.signal() } }
        try await body()
      }
    }

    private func block(_ reader: ReaderClass, of readers: Readers) async throws {
      try await readers.read(as: reader) { [gate, inside] in
        inside.signal()
        gate.wait()
      }
    }

    private func untilInside(_ count: Int) async {
      await withCheckedContinuation { (begun: CheckedContinuation<Void, Never>) in
        DispatchQueue(label: "crowd").async { [inside] in
          for _ in 0..<count { inside.wait() }
          begun.resume()
        }
      }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: ReaderClass.allCases)
  func `each class reads while every slot of the others is taken`(reader: ReaderClass) async throws
  {
    let readers = Readers()
    let others = ReaderClass.allCases.filter { $0 != reader }
    try await Crowd().hold(others, of: readers) {
      for number in 0..<100 {
        let read = try await readers.read(as: reader) { number }
        #expect(read == number)
      }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: ReaderClass.allCases)
  func `a read that gets no slot in time is refused, and reads nothing`(
    reader: ReaderClass
  ) async throws {
    let readers = Readers { _ in .milliseconds(20) }
    try await Crowd().hold([reader], of: readers) {
      await #expect(throws: StoreError.overloaded) {
        try await readers.read(as: reader) { Issue.record("nobody waits for this any more") }
      }
    }
    let later = try await readers.read(as: reader) { 1 }
    #expect(later == 1)
  }

  private final class Counts: Sendable {
    let ran = Atomic(0)
    let gaveUp = Atomic(0)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a line that is full takes nobody, and everybody in it has their turn`() async throws {
    let line = SlotLine(slots: 1, patience: .seconds(60))
    let gate = DispatchSemaphore(value: 0)
    let done = DispatchSemaphore(value: 0)
    let counts = Counts()
    let job = SlotLine.Job {
      counts.ran.add(1, ordering: .relaxed)
      done.signal()
    } giveUp: {
      counts.gaveUp.add(1, ordering: .relaxed)
    }
    line.submit(
      SlotLine.Job {
        gate.wait()
      } giveUp: {
      })
    for _ in 0..<1_100 { line.submit(job) }
    #expect(counts.gaveUp.load(ordering: .relaxed) == 100)
    #expect(counts.ran.load(ordering: .relaxed) == 0)
    gate.signal()
    await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
      DispatchQueue(label: "line").async {
        for _ in 0..<1_000 { done.wait() }
        ended.resume()
      }
    }
    #expect(counts.ran.load(ordering: .relaxed) == 1_000)
  }
}
