import Ledger
import Monetization
import Money

extension NaiveModel {
  /// Takes an accepted command on, as it was predicted just before.
  ///
  /// Its identifier and its time are those of the entry's stamp.
  mutating func accept(_ command: Command, _ expectation: Expectation, stamp: Stamp) {
    post(expectation, at: stamp.time)
    let raw = stamp.rawValue
    switch command {
    case .registerUser(let command): accept(command, id: UserID(raw))
    case .setUserStanding(let command):
      if let isAdmin = command.isAdmin { users[command.user]?.isAdmin = isAdmin }
      if let isSuspended = command.isSuspended { users[command.user]?.isSuspended = isSuspended }
    case .setSpendingLimit(let command):
      if case .set(let limit) = command.dailyCoins { users[command.user]?.limit = limit }
    case .applyAsCreator(let command): users[command.user]?.creator = .applied
    case .reviewCreator(let command):
      users[command.user]?.creator = command.approves ? .approved : .rejected
    case .saveGift(let command):
      let id = command.id ?? GiftID(raw)
      gifts[id] = edited(gifts[id], as: id, by: command.changes)
    case .savePackage(let command):
      let id = command.id ?? PackageID(raw)
      packages[id] = edited(packages[id], as: id, by: command.changes)
    case .createPurchase(let command):
      guard case .success(let offer) = offer(for: command, now: stamp.time) else { return }
      purchases[PurchaseID(raw)] = NaivePurchase(
        user: command.user, offer: offer, gateway: command.gateway)
    case .settlePurchase(let command):
      accept(command, isChanging: expectation.facts.count > 1, stamp: stamp)
    case .beginLookUp(let command):
      guard let purchase = purchases[command.purchase] else { return }
      let seen = lookUps(after: command, of: purchase, at: stamp.time)
      purchases[command.purchase]?.lookUps = seen
    case .sendGift(let command): accept(command, stamp: stamp)
    case .createStream(let command):
      streams[StreamID(raw)] = NaiveStream(
        creator: command.creator, title: command.title, viewersMax: command.viewersMax,
        scheduledAt: command.scheduledAt)
    case .editStream(let command):
      streams[command.stream] = streams[command.stream].map {
        edited($0, by: command.changes)
      }
    case .moveStream(let command):
      streams[command.stream]?.status = Self.goal(of: command.step)
    case .saveSettings(let command):
      settings = edited(settings, by: command.changes)
      settings.version += 1
    case .createAPIKey(let command):
      keyDigests.insert(command.digest)
      apiKeys[APIKeyID(raw)] = true
    case .revokeAPIKey(let command): apiKeys[command.key] = false
    case .adjustWallet: break
    }
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

  private mutating func accept(_ command: RegisterUser, id: UserID) {
    if let known = userIDs[command.externalID], let user = users[known] {
      let profile = edited(user.profile, by: command.changes)
      users[known]?.profile = profile
    } else {
      userIDs[command.externalID] = id
      let profile = edited(UserProfile(), by: command.changes)
      users[id] = NaiveUser(externalID: command.externalID, profile: profile)
    }
  }

  private mutating func accept(_ command: SettlePurchase, isChanging: Bool, stamp: Stamp) {
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

  private mutating func accept(_ command: SendGift, stamp: Stamp) {
    guard let gift = gifts[command.gift] else { return }
    let coins = gift.coinPrice.count * command.quantity
    if let split = split(of: command, gift, coins) {
      var share = shares[split.key] ?? NaiveShare()
      share.exact += split.exact
      share.units += split.units
      shares[split.key] = share
    }
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
