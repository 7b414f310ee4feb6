import Ledger
import Monetization
import Money

extension Scenario {
  static let gifts = [
    Scenario(weight: 50) { workload, model in workload.sendGift(in: model) }
  ]
}

extension SendGift: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self, now: moment.now, platform: moment.platform)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    model.apply(self, stamp: stamp)
  }
}

extension CreatorPaid: AuditedFact {
  var numbers: [Int64] {
    [
      17, payer.rawValue, creator.rawValue, subject.rawValue, coins.count, split.gross,
      split.commission,
    ]
  }
}

extension CreatorPaymentReversed: AuditedFact {
  var numbers: [Int64] { [18, payment.transaction.rawValue, returned.gross, returned.commission] }
}

extension GiftSent: AuditedFact {
  var numbers: [Int64] { [19, quantity, combo.rawValue, comboCount] }
}
