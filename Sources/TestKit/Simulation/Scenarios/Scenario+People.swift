import Ledger
import Monetization
import Money

extension Scenario {
  static let people = [
    Scenario(weight: 3) { workload, model in workload.registerUser(in: model) },
    Scenario(weight: 2) { workload, _ in workload.setUserStanding() },
    Scenario(weight: 2) { workload, _ in workload.setSpendingLimit() },
    Scenario(weight: 1) { workload, _ in ApplyAsCreator(user: workload.anyUser()) },
    Scenario(weight: 2) { workload, _ in
      ReviewCreator(
        user: workload.anyUser(), approves: workload.random.happens(2, outOf: 3),
        reason: workload.random.happens(1, outOf: 2) ? "Reason" : nil)
    },
  ]
}

extension RegisterUser: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    model.apply(self, id: UserID(stamp.rawValue))
  }
}

extension SetUserStanding: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    if let isAdmin { model.users[user]?.isAdmin = isAdmin }
    if let isSuspended { model.users[user]?.isSuspended = isSuspended }
  }
}

extension SetSpendingLimit: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    if case .set(let limit) = dailyCoins { model.users[user]?.limit = limit }
  }
}

extension ApplyAsCreator: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    model.users[user]?.creator = .applied
  }
}

extension ReviewCreator: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    model.users[user]?.creator = approves ? .approved : .rejected
  }
}

extension UserRegistered: AuditedFact {
  var numbers: [Int64] { [1, user.rawValue] }
}

extension UserChanged: AuditedFact {
  var numbers: [Int64] { [2, user.rawValue] }
}

extension CreatorApplied: AuditedFact {
  var numbers: [Int64] { [3, user.rawValue] }
}

extension CreatorReviewed: AuditedFact {
  var numbers: [Int64] { [4, user.rawValue, Int64(status.rawValue)] }
}
