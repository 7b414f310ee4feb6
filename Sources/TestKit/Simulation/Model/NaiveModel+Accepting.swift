import Ledger
import Monetization
import Money

extension NaiveModel {
  /// Takes an accepted command on, as it was predicted just before.
  ///
  /// Its identifier and its time are those of the entry's stamp.
  mutating func accept(_ command: Command, _ expectation: Expectation, stamp: Stamp) {
    post(expectation, at: stamp.time)
    var applying = RuleApplying(model: self, expectation: expectation, stamp: stamp)
    command.visit(&applying)
    self = applying.model
  }

  private mutating func post(_ expectation: Expectation, at time: Timestamp) {
    for (line, quantity) in expectation.lines {
      balances[line.account, default: 0] += quantity
      let isSpent = line.account.kind == .wallet && line.line != .adminAdjustment
      guard isSpent, quantity < 0 else { continue }
      let day = SpendingDay(user: UserID(line.account.owner.rawValue), day: time.day)
      spent[day, default: 0] -= quantity
    }
  }

  mutating func apply(_ command: RegisterUser, id: UserID) {
    if let known = userIDs[command.externalID], let user = users[known] {
      let profile = edited(user.profile, by: command.changes)
      users[known]?.profile = profile
    } else {
      userIDs[command.externalID] = id
      let profile = edited(UserProfile(), by: command.changes)
      users[id] = NaiveUser(externalID: command.externalID, profile: profile)
    }
  }

  mutating func apply(_ command: SettlePurchase, isChanging: Bool, stamp: Stamp) {
    let report = command.report
    let purchase = report.purchase.flatMap { purchases[$0] }
    let name = Self.name(of: report)
    events[name] = NaiveEvent(
      id: events[name]?.id ?? GatewayEventID(stamp.rawValue),
      isStray: purchase == nil && report.outcome != .irrelevant)
    guard isChanging, let id = report.purchase, let purchase,
      let status = status(after: report, of: purchase)
    else { return }
    let offer = offerDue(to: purchase)
    purchases[id]?.status = status
    if case .paid(let payment) = report.outcome {
      payments[Self.name(of: payment, at: report.gateway)] = id
      purchases[id]?.offer = offer
      purchases[id]?.transaction = payment.transaction
    }
  }

  mutating func apply(_ command: SendGift, stamp: Stamp) {
    guard let gift = gifts[command.gift] else { return }
    let coins = gift.coinPrice.count * command.quantity
    if let split = giftSplit(of: command, gift, coins) { apply(split) }
    give(coins, from: command.sender, to: command.receiver)
    if let remaining = gift.remaining { gifts[gift.id]?.remaining = remaining - command.quantity }
    let running = combo(of: command, now: stamp.time)
    var all = (combos[command.sender] ?? []).suffix(20).filter { $0 != running }
    all.append(
      NaiveCombo(
        id: running?.id ?? stamp.rawValue, gift: command.gift, stream: command.stream,
        receiver: command.receiver, count: (running?.count ?? 0) + command.quantity,
        lastAt: stamp.time))
    combos[command.sender] = all
  }
}

private struct RuleApplying: RuleVisitor {
  var model: NaiveModel
  let expectation: NaiveModel.Expectation
  let stamp: Stamp

  mutating func visit(_ rule: some Rule) {
    (rule as? any SimulatedRule)?.apply(to: &model, expectation, stamp: stamp)
  }
}
