package import Ledger

/// Everything that can be asked of the engine.
///
/// Rare and large cases are indirect: otherwise every gift would copy space for them.
package enum Command: Equatable, Sendable {
  indirect case registerUser(RegisterUser)
  case setUserStanding(SetUserStanding)
  case setSpendingLimit(SetSpendingLimit)
  case applyAsCreator(ApplyAsCreator)
  case reviewCreator(ReviewCreator)
  indirect case saveGift(SaveGift)
  indirect case savePackage(SavePackage)
  case createPurchase(CreatePurchase)
  indirect case settlePurchase(SettlePurchase)
  indirect case recordPurchase(RecordPurchase)
  case beginLookUp(BeginLookUp)
  case sendGift(SendGift)
  case sendTip(SendTip)
  case createStream(CreateStream)
  case editStream(EditStream)
  case moveStream(MoveStream)
  indirect case saveSettings(SaveSettings)
  case createAPIKey(CreateAPIKey)
  case revokeAPIKey(RevokeAPIKey)
  case adjustWallet(AdjustWallet)
}

/// What a command needs loaded: all rows of these owners, and these unique names.
package struct Footprint: Equatable, Sendable {
  package var owners: [OwnerID]
  package var names: [UniqueName]

  package init(owners: [OwnerID] = [], names: [UniqueName] = []) {
    self.owners = owners
    self.names = names
  }
}

/// One use case of the rules: what it reads, what it decides, and what came of it.
package protocol Rule: Equatable, Sendable {
  /// What an accepted command made.
  associatedtype Made: Sendable

  /// The command that asks for it.
  var command: Command { get }

  /// What the rules read; settings and the writer's platform accounts are always loaded.
  var footprint: Footprint { get }

  /// Decides from loaded state only: pure, synchronous and total.
  ///
  /// - Parameters:
  ///   - state: Holds everything that the footprint names.
  ///   - moment: When and where it happens.
  /// - Returns: What the rules say.
  func decide(in state: State, at moment: Moment) -> Decision

  /// What the entry of an accepted command says that it made; nil for another command's entry.
  static func made(by entry: JournalEntry) -> Made?
}

extension Rule where Made: FactBody {
  package static func made(by entry: JournalEntry) -> Made? { entry.first(Made.self) }
}

/// Somebody who does the same with every command.
package protocol RuleVisitor {
  associatedtype Result

  mutating func visit(_ rule: some Rule) -> Result
}

extension Command {
  /// Hands what is asked to a visitor.
  package func visit<Visitor: RuleVisitor>(_ visitor: inout Visitor) -> Visitor.Result {
    switch self {
    case .registerUser(let rule): visitor.visit(rule)
    case .setUserStanding(let rule): visitor.visit(rule)
    case .setSpendingLimit(let rule): visitor.visit(rule)
    case .applyAsCreator(let rule): visitor.visit(rule)
    case .reviewCreator(let rule): visitor.visit(rule)
    case .saveGift(let rule): visitor.visit(rule)
    case .savePackage(let rule): visitor.visit(rule)
    case .createPurchase(let rule): visitor.visit(rule)
    case .settlePurchase(let rule): visitor.visit(rule)
    case .recordPurchase(let rule): visitor.visit(rule)
    case .beginLookUp(let rule): visitor.visit(rule)
    case .sendGift(let rule): visitor.visit(rule)
    case .sendTip(let rule): visitor.visit(rule)
    case .createStream(let rule): visitor.visit(rule)
    case .editStream(let rule): visitor.visit(rule)
    case .moveStream(let rule): visitor.visit(rule)
    case .saveSettings(let rule): visitor.visit(rule)
    case .createAPIKey(let rule): visitor.visit(rule)
    case .revokeAPIKey(let rule): visitor.visit(rule)
    case .adjustWallet(let rule): visitor.visit(rule)
    }
  }

  /// What the rules read.
  package var footprint: Footprint {
    var reading = FootprintReading()
    return visit(&reading)
  }
}

private struct FootprintReading: RuleVisitor {
  mutating func visit(_ rule: some Rule) -> Footprint { rule.footprint }
}

/// Decides a command from loaded state only: pure, synchronous and total.
///
/// - Parameters:
///   - command: What is asked.
///   - state: Holds everything that the command's footprint names.
///   - moment: When and where it happens.
/// - Returns: What the rules say.
package func decide(_ command: Command, in state: State, at moment: Moment) -> Decision {
  // A list of its own: a visitor would hold a copy of the state, which costs a count of each table.
  switch command {
  case .registerUser(let rule): rule.decide(in: state, at: moment)
  case .setUserStanding(let rule): rule.decide(in: state, at: moment)
  case .setSpendingLimit(let rule): rule.decide(in: state, at: moment)
  case .applyAsCreator(let rule): rule.decide(in: state, at: moment)
  case .reviewCreator(let rule): rule.decide(in: state, at: moment)
  case .saveGift(let rule): rule.decide(in: state, at: moment)
  case .savePackage(let rule): rule.decide(in: state, at: moment)
  case .createPurchase(let rule): rule.decide(in: state, at: moment)
  case .settlePurchase(let rule): rule.decide(in: state, at: moment)
  case .recordPurchase(let rule): rule.decide(in: state, at: moment)
  case .beginLookUp(let rule): rule.decide(in: state, at: moment)
  case .sendGift(let rule): rule.decide(in: state, at: moment)
  case .sendTip(let rule): rule.decide(in: state, at: moment)
  case .createStream(let rule): rule.decide(in: state, at: moment)
  case .editStream(let rule): rule.decide(in: state, at: moment)
  case .moveStream(let rule): rule.decide(in: state, at: moment)
  case .saveSettings(let rule): rule.decide(in: state, at: moment)
  case .createAPIKey(let rule): rule.decide(in: state, at: moment)
  case .revokeAPIKey(let rule): rule.decide(in: state, at: moment)
  case .adjustWallet(let rule): rule.decide(in: state, at: moment)
  }
}
