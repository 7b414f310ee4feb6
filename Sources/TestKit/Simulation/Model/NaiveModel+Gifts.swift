import Ledger
import Monetization
import Money

extension NaiveModel {
  func predict(_ command: SendGift, now: Timestamp, platform: OwnerID) -> Prediction {
    if let refusal = refusalOfPeople(command) { return .refuse(refusal) }
    guard let gift = gifts[command.gift] else { return .refuse(.notFound(.gift)) }
    guard command.quantity >= 1, command.quantity <= 999,
      gift.coinPrice.count * command.quantity <= 1_000_000_000
    else { return .refuse(.wallet(.amountOutOfBounds)) }
    let coins = gift.coinPrice.count * command.quantity
    if let remaining = gift.remaining, remaining < command.quantity {
      return .refuse(.gift(.outOfStock(remaining: remaining)))
    }
    if let refusal = refusalOfSpending(coins, by: command.sender, on: now.day) {
      return .refuse(refusal)
    }
    guard let split = giftSplit(of: command, gift, coins) else {
      return .refuse(.wallet(.amountOutOfBounds))
    }
    let combo = combo(of: command, now: now)
    var expectation = Expectation(
      facts: [], texts: (command.message == nil ? 0 : 1) + (command.metadata == nil ? 0 : 1))
    expectation.lines = lines(
      of: coins, from: command.sender, to: command.receiver, split,
      as: (.giftSent, .giftReceived), platform: platform)
    let count = (combo?.count ?? 0) + command.quantity
    expectation.facts = [
      [
        17, command.sender.rawValue, command.receiver.rawValue, gift.id.rawValue, coins,
        split.gross, split.commission,
      ],
      [19, command.quantity, combo?.id ?? 0, count],
    ]
    return .accept(expectation)
  }

  /// Who and where, in the order of the rules.
  private func refusalOfPeople(_ command: SendGift) -> Refusal? {
    guard let sender = users[command.sender] else { return .notFound(.user) }
    if sender.isSuspended { return .user(.suspended) }
    guard let gift = gifts[command.gift], gift.isActive else { return .notFound(.gift) }
    return refusalOfReceiving(
      command.receiver, paidBy: command.sender, in: command.stream, as: { .gift(.payment($0)) })
  }

  /// Whom nobody, or just not this payer, can pay in a stream.
  func refusalOfReceiving(
    _ creator: UserID, paidBy payer: UserID, in stream: StreamID?,
    as refusal: (PaymentRefusal) -> Refusal
  ) -> Refusal? {
    if let stream {
      guard let row = streams[stream] else { return .notFound(.stream) }
      if row.creator != creator { return refusal(.streamOfAnotherCreator) }
      if row.status != .live { return .stream(.notLive) }
    }
    if payer == creator { return refusal(.selfPayment) }
    return users[creator]?.creator == .approved ? nil : refusal(.receiverNotCreator)
  }

  func refusalOfSpending(_ coins: Int64, by user: UserID, on day: Int32) -> Refusal? {
    let today = spent[SpendingDay(user: user, day: day), default: 0]
    let limits = [users[user]?.limit, settings.gifts.dailySpendingLimit].compactMap(\.self)
    if let limit = limits.min(), today + coins > limit {
      return .wallet(.spendingLimit(limit: limit, left: max(0, limit - today)))
    }
    let balance = balance(of: user)
    return coins > balance ? .wallet(.insufficientBalance(required: coins, balance: balance)) : nil
  }

  /// The combo that continues: of the last four rooms, and not older than five seconds.
  func combo(of command: SendGift, now: Timestamp) -> NaiveCombo? {
    let recent = (combos[command.sender] ?? []).filter {
      now.milliseconds - $0.lastAt.milliseconds <= 5_000
    }
    return recent.suffix(4).first {
      $0.gift == command.gift && $0.stream == command.stream && $0.receiver == command.receiver
    }
  }

  /// How a payment is shared.
  struct PaymentSplit {
    let key: CarryKey
    let gross: Int64
    let commission: Int64
    /// What the share of ``key`` grows by, in parts of ``NaiveShare/whole``.
    let exact: Int128
    /// The whole units that the owner of the share takes now.
    let units: Int64
  }

  func giftSplit(of command: SendGift, _ gift: Gift, _ coins: Int64) -> PaymentSplit? {
    let cents = gift.usdCents.map { $0 * command.quantity }
    return split(coins, worth: cents, to: command.receiver, from: .gift)
  }

  /// The split of coins, which are worth some cents where they have a dollar price.
  func split(
    _ coins: Int64, worth cents: Int64? = nil, to creator: UserID, from source: EarningSource
  ) -> PaymentSplit? {
    switch settings.splits.rule(for: source) {
    case .commission(let share):
      let key = CarryKey(OwnerID(creator), source, .coin)
      let exact = Int128(coins) * Int128(share.rawValue) * 100_000_000
      let units = units(of: key, growingBy: exact)
      return PaymentSplit(key: key, gross: coins, commission: units, exact: exact, units: units)
    case .valueShare(let share, let currency):
      guard let value = value(of: coins, worth: cents, in: currency) else { return nil }
      let key = CarryKey(OwnerID(creator), source, AmountUnit(currency))
      // The value is exact in hundred-millionths of a minor unit.
      let exact = value * Int128(share.rawValue)
      let units = units(of: key, growingBy: exact)
      let gross = max(Int64(value / 100_000_000), units)
      return PaymentSplit(
        key: key, gross: gross, commission: gross - units, exact: exact, units: units)
    case .fixedRate: return nil
    }
  }

  /// Remembers what a split took.
  mutating func apply(_ split: PaymentSplit) {
    var share = shares[split.key] ?? NaiveShare()
    share.exact += split.exact
    share.units += split.units
    shares[split.key] = share
  }

  private func units(of key: CarryKey, growingBy exact: Int128) -> Int64 {
    let share = shares[key] ?? NaiveShare()
    return Int64((share.exact + exact) / NaiveShare.whole) - share.units
  }

  private func value(of coins: Int64, worth cents: Int64?, in currency: Currency) -> Int128? {
    if let cents, currency == .usd { return Int128(cents) * 100_000_000 }
    guard settings.coin.currency == currency else { return nil }
    var value = Int128(coins) * Int128(settings.coin.value.significand)
    for _ in 0..<(Int(currency.exponent) + 8 - Int(settings.coin.value.scale)) { value *= 10 }
    return value
  }

  /// What a payment moves.
  func lines(
    of coins: Int64, from payer: UserID, to creator: UserID, _ split: PaymentSplit,
    as names: (sent: LineKind, received: LineKind), platform: OwnerID
  ) -> [Line: Int64] {
    let wallet = AccountKey(OwnerID(payer), .wallet, .coin)
    let earnings = AccountKey(OwnerID(creator), .earnings, split.key.unit)
    func platformLine(_ kind: AccountKind, _ unit: AmountUnit) -> Line {
      Line(account: AccountKey(platform, kind, unit), line: .counterpart)
    }
    var lines = [
      Line(account: wallet, line: names.sent): -coins,
      platformLine(.commission, split.key.unit): split.commission,
    ]
    if split.key.unit == .coin {
      lines[Line(account: earnings, line: names.received)] = coins
      lines[Line(account: earnings, line: .commission)] = -split.commission
    } else {
      lines[platformLine(.conversion, .coin)] = coins
      lines[platformLine(.conversion, split.key.unit)] = -split.gross
      lines[Line(account: earnings, line: names.received)] = split.gross - split.commission
    }
    return lines.filter { $0.value != 0 }
  }
}
