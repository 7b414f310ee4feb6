import Ledger
import Monetization
import Money

extension Scenario {
  static let access = [
    Scenario(weight: 1) { workload, _ in
      CreateAPIKey(name: "Key", digest: "digest-\(workload.random.below(40))", scopes: .act)
    },
    Scenario(weight: 1) { workload, _ in
      RevokeAPIKey(key: workload.some(workload.apiKeys) ?? APIKeyID(1))
    },
  ]
}

extension CreateAPIKey: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    model.keyDigests.insert(digest)
    model.apiKeys[APIKeyID(stamp.rawValue)] = true
  }
}

extension RevokeAPIKey: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    model.apiKeys[key] = false
  }
}

extension APIKeyCreated: AuditedFact {
  var numbers: [Int64] { [12, key.rawValue] }
}

extension APIKeyRevoked: AuditedFact {
  var numbers: [Int64] { [13, key.rawValue] }
}
