import Ledger
import Monetization

/// What the simulation does with one use case: how often it is asked for, what is asked, and what
/// is compared afterwards.
struct Scenario: Sendable {
  /// How often it is asked for, beside the weights of the others.
  let weight: Int
  /// Makes up what is asked.
  let next: @Sendable (inout Workload, NaiveModel) -> any SimulatedRule

  /// All of them; a rule that is missing here is never asked for, and the simulation says so.
  static let all: [Scenario] =
    gifts + tips + wallets + purchases + people + streams + catalog + access
}

/// A rule whose outcome a naive model can tell.
protocol SimulatedRule: Rule {
  /// What the rules must say.
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction

  /// Changes the model as an accepted command changes the platform.
  ///
  /// - Parameters:
  ///   - model: What it was when the command was predicted.
  ///   - expectation: What was predicted.
  ///   - stamp: The entry's, which is also the value of an identifier that it minted.
  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp)
}

/// When and where the model is asked.
struct ModelMoment {
  let now: Timestamp
  /// The owner of the platform's accounts.
  let platform: OwnerID
}

/// A fact as plain numbers, as the model expects them.
protocol AuditedFact: FactBody {
  /// Identifiers as they are; one that the entry minted is compared as 0.
  var numbers: [Int64] { get }
}
