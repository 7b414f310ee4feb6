package import Dispatch

/// When the lane deletes old answers, so that no command waits for it and yet none stays.
///
/// A round deletes everything old in small steps: one after the other while nothing waits, and
/// between batches for every so many commands, twice as fast as their answers arrive until batches
/// get large. After it comes a pause.
package struct SweepPace: Sendable {
  /// Answers that one step deletes at most: some milliseconds.
  package static let stepMax = 250

  /// While commands wait, one step for so many of them.
  private static let answeredPerStep = stepMax / 2

  private static let pauseSeconds = 60

  /// nil during a round.
  private var pausesUntil: DispatchTime?
  private var answered = 0

  /// A pace that begins with a round.
  package init() {}

  /// Until when the lane may wait for commands before a step is due.
  package var deadline: DispatchTime { pausesUntil ?? DispatchTime(uptimeNanoseconds: 1) }

  /// Whether to make a step now.
  ///
  /// - Parameters:
  ///   - count: The commands that were answered since the last question; 0 when nothing waited.
  ///   - now: The time.
  /// - Returns: true at most once for each step's share of commands, or while nothing waits.
  package mutating func isStepDue(afterAnswering count: Int, at now: DispatchTime) -> Bool {
    answered += count
    if let pausesUntil {
      guard now >= pausesUntil else { return false }
      self.pausesUntil = nil
    }
    guard count == 0 || answered >= Self.answeredPerStep else { return false }
    answered = 0
    return true
  }

  /// Takes on what a step said: whether the round goes on.
  package mutating func noteStep(hasMore: Bool, at now: DispatchTime) {
    pausesUntil = hasMore ? nil : now + .seconds(Self.pauseSeconds)
  }
}
