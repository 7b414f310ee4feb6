import Ledger
import Monetization
import Money

extension Scenario {
  static let wallets = [
    Scenario(weight: 8) { workload, _ in workload.adjustWallet() }
  ]
}

extension AdjustWallet: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self, platform: moment.platform)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    // The postings are all that there is.
  }
}

extension WalletAdjusted: AuditedFact {
  var numbers: [Int64] { [14, user.rawValue, quantity] }
}
