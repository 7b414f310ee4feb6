import Ledger
import Monetization
import Money

extension Scenario {
  static let tips = [
    Scenario(weight: 8) { workload, model in workload.sendTip(in: model) }
  ]
}

extension SendTip: SimulatedRule {
  func predict(in model: NaiveModel, at moment: ModelMoment) -> NaiveModel.Prediction {
    guard let user = model.users[payer] else { return .refuse(.notFound(.user)) }
    if user.isSuspended { return .refuse(.user(.suspended)) }
    if let refusal = model.refusalOfReceiving(
      creator, paidBy: payer, in: stream, as: { .tip(.payment($0)) })
    {
      return .refuse(refusal)
    }
    let coins = coins.count
    let tips = model.settings.tips
    if coins < tips.minimum { return .refuse(.tip(.belowMinimum(tips.minimum))) }
    if coins > tips.maximum { return .refuse(.tip(.aboveMaximum(tips.maximum))) }
    if let refusal = model.refusalOfSpending(coins, by: payer, on: moment.now.day) {
      return .refuse(refusal)
    }
    guard let split = model.split(coins, to: creator, from: .tip) else {
      return .refuse(.wallet(.amountOutOfBounds))
    }
    return .accept(
      NaiveModel.Expectation(
        lines: model.lines(
          of: coins, from: payer, to: creator, split, as: (.tipSent, .tipReceived),
          platform: moment.platform),
        facts: [
          [17, payer.rawValue, creator.rawValue, 0, coins, split.gross, split.commission]
        ],
        texts: message == nil ? 0 : 1))
  }

  func apply(
    to model: inout NaiveModel, _ expectation: NaiveModel.Expectation, stamp: Stamp
  ) {
    if let split = model.split(coins.count, to: creator, from: .tip) { model.apply(split) }
    model.give(coins.count, from: payer, to: creator)
  }
}

extension Workload {
  fileprivate mutating func sendTip(in model: NaiveModel) -> SendTip {
    let creator = random.happens(9, outOf: 10) ? some(creators) ?? anyUser() : anyUser()
    let payer = anyUser()
    let coins: Int64 =
      switch random.below(20) {
      case 0: random.pick([0, -1, 100_001, .max, .min])
      case 1: model.balance(of: payer)
      default: Int64(1 + random.below(60))
      }
    var tip = SendTip(payer: payer, creator: creator, coins: Coins(coins))
    if random.happens(1, outOf: 3) {
      tip.stream = some(streams.filter { model.streams[$0]?.creator == creator })
    }
    if random.happens(1, outOf: 6) { tip.message = "Thank you" }
    return tip
  }
}
