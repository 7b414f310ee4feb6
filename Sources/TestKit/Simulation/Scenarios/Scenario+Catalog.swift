import Ledger
import Monetization
import Money

extension Scenario {
  static let catalog = [
    Scenario(weight: 3) { workload, _ in workload.saveGift() },
    Scenario(weight: 1) { workload, _ in workload.savePackage() },
    Scenario(weight: 1) { workload, model in workload.saveSettings(in: model) },
  ]
}

extension SaveGift: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    let id = id ?? GiftID(stamp.rawValue)
    model.gifts[id] = model.edited(model.gifts[id], as: id, by: changes)
  }
}

extension SavePackage: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    let id = id ?? PackageID(stamp.rawValue)
    model.packages[id] = model.edited(model.packages[id], as: id, by: changes)
  }
}

extension SaveSettings: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    model.settings = model.edited(model.settings, by: changes)
    model.settings.version += 1
  }
}

extension GiftSaved: AuditedFact {
  var numbers: [Int64] { [5, gift.rawValue] }
}

extension PackageSaved: AuditedFact {
  var numbers: [Int64] { [6, id.rawValue] }
}

extension SettingsSaved: AuditedFact {
  var numbers: [Int64] { [11, version] }
}
