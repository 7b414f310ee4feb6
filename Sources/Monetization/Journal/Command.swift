package import Ledger

/// Everything that can be asked of the engine.
package enum Command: Equatable, Sendable {
  case registerUser(RegisterUser)
  case setUserStanding(SetUserStanding)
  case setSpendingLimit(SetSpendingLimit)
  case applyAsCreator(ApplyAsCreator)
  case reviewCreator(ReviewCreator)
  case saveGift(SaveGift)
  case savePackage(SavePackage)
  case createPurchase(CreatePurchase)
  case settlePurchase(SettlePurchase)
  case beginLookUp(BeginLookUp)
  case sendGift(SendGift)
  case createStream(CreateStream)
  case editStream(EditStream)
  case moveStream(MoveStream)
  case saveSettings(SaveSettings)
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

extension Command {
  /// What the rules of this command read; settings and the writer's platform accounts are
  /// always loaded.

  /// What the rules read.
  package var footprint: Footprint {
    switch self {
    case .registerUser(let command): command.footprint
    case .setUserStanding(let command): Footprint(owners: [OwnerID(command.user)])
    case .setSpendingLimit(let command): Footprint(owners: [OwnerID(command.user)])
    case .applyAsCreator(let command): Footprint(owners: [OwnerID(command.user)])
    case .reviewCreator(let command): Footprint(owners: [OwnerID(command.user)])
    case .saveGift(let command): command.footprint
    case .savePackage(let command): command.footprint
    case .createPurchase(let command): command.footprint
    case .settlePurchase(let command): command.footprint
    case .beginLookUp(let command): command.footprint
    case .sendGift(let command): command.footprint
    case .createStream(let command): Footprint(owners: [OwnerID(command.creator)])
    case .editStream(let command): command.footprint
    case .moveStream(let command): command.footprint
    case .saveSettings: Footprint()
    case .createAPIKey(let command): command.footprint
    case .revokeAPIKey(let command): Footprint(owners: [OwnerID(command.key)])
    case .adjustWallet(let command): Footprint(owners: [OwnerID(command.user)])
    }
  }
}

/// Decides a command from loaded state only: pure, synchronous and total.
///
/// - Parameters:
///   - command: What is asked.
///   - state: Holds everything that the command's footprint names.
///   - moment: When and where it happens.
/// - Returns: What the rules say.
package func decide(_ command: Command, in state: State, at moment: Moment) -> Decision {
  switch command {
  case .registerUser(let command): command.decide(in: state, at: moment)
  case .setUserStanding(let command): command.decide(in: state)
  case .setSpendingLimit(let command): command.decide(in: state)
  case .applyAsCreator(let command): command.decide(in: state, at: moment)
  case .reviewCreator(let command): command.decide(in: state, at: moment)
  case .saveGift(let command): command.decide(in: state, at: moment)
  case .savePackage(let command): command.decide(in: state, at: moment)
  case .createPurchase(let command): command.decide(in: state, at: moment)
  case .settlePurchase(let command): command.decide(in: state, at: moment)
  case .beginLookUp(let command): command.decide(in: state, at: moment)
  case .sendGift(let command): command.decide(in: state, at: moment)
  case .createStream(let command): command.decide(in: state, at: moment)
  case .editStream(let command): command.decide(in: state)
  case .moveStream(let command): command.decide(in: state, at: moment)
  case .saveSettings(let command): command.decide(in: state, at: moment)
  case .createAPIKey(let command): command.decide(in: state, at: moment)
  case .revokeAPIKey(let command): command.decide(in: state, at: moment)
  case .adjustWallet(let command): command.decide(in: state, at: moment)
  }
}
