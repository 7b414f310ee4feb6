import Ledger
import Monetization
import Money

extension Scenario {
  static let purchases = [
    Scenario(weight: 2) { workload, _ in workload.beginLookUp() },
    Scenario(weight: 6) { workload, _ in workload.createPurchase() },
    Scenario(weight: 4) { workload, model in workload.recordPurchase(in: model) },
    Scenario(weight: 13) { workload, model in workload.settlePurchase(in: model) },
  ]
}

extension BeginLookUp: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self, now: moment.now)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    guard let purchase = model.purchases[purchase] else { return }
    let seen = model.lookUps(after: self, of: purchase, at: stamp.time)
    model.purchases[self.purchase]?.lookUps = seen
  }
}

extension CreatePurchase: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self, now: moment.now)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    guard case .success(let offer) = model.offer(for: self, now: stamp.time) else { return }
    model.purchases[PurchaseID(stamp.rawValue)] = NaivePurchase(
      user: user, offer: offer, gateway: gateway, metadata: metadata)
  }
}

extension RecordPurchase: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self, at: moment)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    let id = PurchaseID(stamp.rawValue)
    model.purchases[id] = NaivePurchase(
      user: user, offer: model.offer(for: self, now: stamp.time), gateway: gateway,
      metadata: metadata, status: .completed, transaction: payment.transaction, isRecorded: true)
    model.payments[NaiveModel.name(of: payment, at: gateway)] = id
  }
}

extension SettlePurchase: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self, platform: moment.platform)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    model.apply(self, isChanging: expectation.facts.count > 1, stamp: stamp)
  }
}

extension PurchaseChange: AuditedFact {
  var numbers: [Int64] {
    [
      7, purchase.rawValue, user.rawValue, Int64(status.rawValue), offer.coins.count,
      offer.bonusCoins.count,
    ]
  }
}

extension GatewayEventStored: AuditedFact {
  var numbers: [Int64] { [8, event.rawValue, Int64(verdict.rawValue)] }
}

extension LookUpBegun: AuditedFact {
  var numbers: [Int64] { [16, purchase.rawValue, next] }
}
