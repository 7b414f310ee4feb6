import Ledger
import Monetization
import Money

extension NaiveModel {
  func predict(_ command: RegisterUser) -> Prediction {
    guard let id = userIDs[command.externalID], let user = users[id] else {
      return .accept(Expectation(facts: [[1, 0]]))
    }
    let isSame = edited(user.profile, by: command.changes) == user.profile
    return isSame ? .unchanged : .accept(Expectation(facts: [[2, id.rawValue]]))
  }

  /// Whether the rules may not see the user: made since the caller looked, and loaded for nobody.
  func isBlind(_ command: Command) -> Bool {
    guard case .registerUser(let command) = command else { return false }
    return command.known == nil && userIDs[command.externalID] != nil
  }

  func predict(_ command: SetUserStanding) -> Prediction {
    guard let user = users[command.user] else { return .refuse(.notFound(.user)) }
    if command.isSuspended == true || command.isAdmin == false {
      switch command.asker {
      case .operator: break
      case .key: if user.isAdmin { return .refuse(.user(.adminByKey)) }
      case .person(let asker):
        if asker == command.user { return .refuse(.user(.ownStanding)) }
        if users[asker]?.isSuspended ?? false { return .refuse(.user(.suspended)) }
      }
    }
    let isSame =
      (command.isAdmin ?? user.isAdmin) == user.isAdmin
      && (command.isSuspended ?? user.isSuspended) == user.isSuspended
    return isSame ? .unchanged : .accept(Expectation(facts: [[2, command.user.rawValue]]))
  }

  func predict(_ command: SetSpendingLimit) -> Prediction {
    guard let user = users[command.user] else { return .refuse(.notFound(.user)) }
    guard case .set(let limit) = command.dailyCoins else { return .unchanged }
    if let limit, limit < 0 {
      return .refuse(.user(.spendingLimitNegative))
    }
    let facts = [[2, command.user.rawValue]]
    return user.limit == limit ? .unchanged : .accept(Expectation(facts: facts))
  }

  func predict(_ command: ApplyAsCreator) -> Prediction {
    guard let user = users[command.user] else { return .refuse(.notFound(.user)) }
    if user.isSuspended { return .refuse(.user(.suspended)) }
    guard user.creator == nil || user.creator == .rejected else {
      return .refuse(.creator(.alreadyApplied))
    }
    return .accept(Expectation(facts: [[3, command.user.rawValue]]))
  }

  func predict(_ command: ReviewCreator) -> Prediction {
    guard let status = users[command.user]?.creator else { return .refuse(.notFound(.creator)) }
    let wanted: CreatorStatus = command.approves ? .approved : .rejected
    if status == wanted { return .unchanged }
    guard status == .applied else { return .refuse(.creator(.alreadyReviewed)) }
    if !command.approves, command.reason == nil {
      return .refuse(.creator(.reasonMissing))
    }
    return .accept(
      Expectation(
        facts: [[4, command.user.rawValue, Int64(wanted.rawValue)]],
        texts: command.reason == nil ? 0 : 1))
  }

  func predict(_ command: AdjustWallet, platform: OwnerID) -> Prediction {
    guard users[command.user] != nil else { return .refuse(.notFound(.user)) }
    let quantity = command.quantity
    guard quantity != 0, (-1_000_000_000...1_000_000_000).contains(quantity) else {
      return .refuse(.wallet(.amountOutOfBounds))
    }
    let balance = balance(of: command.user)
    if quantity < 0, balance < -quantity {
      return .refuse(.wallet(.insufficientBalance(required: -quantity, balance: balance)))
    }
    let wallet = AccountKey(OwnerID(command.user), .wallet, .coin)
    let other = AccountKey(platform, .adjustment, .coin)
    return .accept(
      Expectation(
        lines: [
          Line(account: wallet, line: .adminAdjustment): quantity,
          Line(account: other, line: .counterpart): -quantity,
        ],
        facts: [[14, command.user.rawValue, quantity]],
        texts: command.metadata == nil ? 1 : 2))
  }

  func predict(_ command: CreateStream) -> Prediction {
    guard let user = users[command.creator] else { return .refuse(.notFound(.user)) }
    if user.isSuspended { return .refuse(.user(.suspended)) }
    guard user.creator == .approved else { return .refuse(.notFound(.creator)) }
    return .accept(Expectation(facts: [[10, 0, command.creator.rawValue, 1]]))
  }

  func predict(_ command: MoveStream) -> Prediction {
    guard let stream = streams[command.stream] else { return .refuse(.notFound(.stream)) }
    if command.creator != stream.creator { return .refuse(.notFound(.stream)) }
    if let asker = command.asker, asker != stream.creator {
      return .refuse(.notFound(.stream))
    }
    let wanted = Self.goal(of: command.step)
    if stream.status == wanted { return .unchanged }
    if stream.status == .ended || stream.status == .cancelled {
      return .refuse(.stream(.alreadyEnded))
    }
    if wanted == .ended, stream.status == .scheduled {
      return .refuse(.stream(.notLive))
    }
    if wanted == .cancelled, stream.status == .live {
      return .refuse(.stream(.alreadyStarted))
    }
    let isLiveElsewhere = streams.values.contains {
      $0.creator == stream.creator && $0.status == .live
    }
    if wanted == .live, isLiveElsewhere { return .refuse(.stream(.creatorAlreadyLive)) }
    return .accept(
      Expectation(
        facts: [
          [10, command.stream.rawValue, stream.creator.rawValue, Int64(wanted.rawValue)]
        ]))
  }

  static func goal(of step: MoveStream.Step) -> StreamStatus {
    switch step {
    case .start: .live
    case .end: .ended
    case .cancel: .cancelled
    }
  }

  func predict(_ command: CreateAPIKey) -> Prediction {
    keyDigests.contains(command.digest)
      ? .refuse(.access(.keyExists)) : .accept(Expectation(facts: [[12, 0]]))
  }

  func predict(_ command: RevokeAPIKey) -> Prediction {
    guard let isInForce = apiKeys[command.key] else { return .refuse(.notFound(.apiKey)) }
    return isInForce ? .accept(Expectation(facts: [[13, command.key.rawValue]])) : .unchanged
  }
}
