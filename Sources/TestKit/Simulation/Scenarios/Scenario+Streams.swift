import Ledger
import Monetization
import Money

extension Scenario {
  static let streams = [
    Scenario(weight: 1) { workload, _ in
      CreateStream(
        creator: workload.anyUser(), title: "Live", viewersMax: nil, scheduledAt: nil)
    },
    Scenario(weight: 1) { workload, _ in workload.editStream() },
    Scenario(weight: 2) { workload, model in workload.moveStream(in: model) },
  ]
}

extension CreateStream: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    model.streams[StreamID(stamp.rawValue)] = NaiveStream(
      creator: creator, title: title, viewersMax: viewersMax, scheduledAt: scheduledAt)
  }
}

extension EditStream: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    model.streams[stream] = model.streams[stream].map { model.edited($0, by: changes) }
  }
}

extension MoveStream: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    model.predict(self)
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    model.streams[stream]?.status = NaiveModel.goal(of: step)
  }
}

extension StreamChanged: AuditedFact {
  var numbers: [Int64] { [10, stream.rawValue, creator.rawValue, Int64(status.rawValue)] }
}

extension StreamEdited: AuditedFact {
  var numbers: [Int64] { [20, stream.rawValue] }
}
