import Application
import Dispatch
import Testing

@Suite struct SweepPaceTests {
  private static let start = DispatchTime(uptimeNanoseconds: 1_000_000_000)

  private static func time(_ seconds: UInt64) -> DispatchTime {
    DispatchTime(uptimeNanoseconds: 1_000_000_000 + seconds * 1_000_000_000)
  }

  private func isDue(_ pace: inout SweepPace, after count: Int, at now: DispatchTime) -> Bool {
    pace.isStepDue(afterAnswering: count, at: now)
  }

  @Test func `a round continues without a pause while no command waits`() {
    var pace = SweepPace()
    for _ in 0..<5 {
      #expect(pace.deadline <= Self.start, "nobody waits for commands that do not come")
      #expect(isDue(&pace, after: 0, at: Self.start))
      pace.noteStep(hasMore: true, at: Self.start)
    }
    #expect(isDue(&pace, after: 0, at: Self.start))
    pace.noteStep(hasMore: false, at: Self.start)
    #expect(!isDue(&pace, after: 0, at: Self.start))
    #expect(!isDue(&pace, after: 10_000, at: Self.time(59)))
    #expect(pace.deadline == Self.time(60))
    #expect(isDue(&pace, after: 0, at: Self.time(60)))
  }

  @Test(arguments: [(1, 125), (10, 13), (124, 2), (125, 1), (1_000, 1)])
  func `commands that wait are let pass between steps`(batch: Int, batchesPerStep: Int) {
    var pace = SweepPace()
    for _ in 0..<3 {
      for _ in 0..<batchesPerStep - 1 {
        #expect(!isDue(&pace, after: batch, at: Self.start))
      }
      #expect(isDue(&pace, after: batch, at: Self.start))
      pace.noteStep(hasMore: true, at: Self.start)
    }
  }
}
