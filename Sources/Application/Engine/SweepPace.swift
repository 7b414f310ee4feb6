package import Dispatch

/// Decides when the lane deletes old answers, so that commands are not delayed and no old answer
/// stays.
///
/// A round deletes all old answers in small steps: without pause while no command waits, otherwise
/// one step after a number of commands, which deletes twice as fast as answers are added until
/// batches get large. A pause follows each round.
package struct SweepPace: Sendable {
  /// Answers that one step deletes at most: some milliseconds.
  package static let stepMax = 250

  /// The number of commands per step while commands wait.
  private static let answeredPerStep = stepMax / 2

  private static let pauseSeconds = 60

  /// nil during a round.
  private var pausesUntil: DispatchTime?
  private var answered = 0

  /// Starts with a round.
  package init() {}

  /// How long the lane may wait for commands before a step is due.
  package var deadline: DispatchTime { pausesUntil ?? DispatchTime(uptimeNanoseconds: 1) }

  /// Whether a step is due now.
  ///
  /// - Parameters:
  ///   - count: The number of commands answered since the last call; 0 if none waited.
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

  /// Records the result of a step: whether the round continues.
  package mutating func noteStep(hasMore: Bool, at now: DispatchTime) {
    pausesUntil = hasMore ? nil : now + .seconds(Self.pauseSeconds)
  }
}
