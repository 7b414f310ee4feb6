import Application
import Ledger
import Monetization
import Money

/// The platform once more, as simple as can be: dictionaries, sums and no cleverness.
///
/// It shares no arithmetic with the rules. Balances are added up, commissions are floors of exact
/// totals, and combos and daily spending are looked up in everything that ever happened.
struct NaiveModel {
  var users: [UserID: NaiveUser] = [:]
  var userIDs: [String: UserID] = [:]
  var gifts: [GiftID: Gift] = [:]
  var packages: [PackageID: CoinPackage] = [:]
  var purchases: [PurchaseID: NaivePurchase] = [:]
  var events: [String: NaiveEvent] = [:]
  /// Which purchase each payment was credited for.
  var payments: [String: PurchaseID] = [:]
  var streams: [StreamID: NaiveStream] = [:]
  var settings = Settings.initial
  var keyDigests: Set<String> = []
  /// Whether a key is still in force.
  var apiKeys: [APIKeyID: Bool] = [:]

  var balances: [AccountKey: Int64] = [:]
  var lastEntries: [AccountKey: EntryPosition] = [:]
  /// Coins that left wallets, by user and UTC day.
  var spent: [SpendingDay: Int64] = [:]
  var shares: [CarryKey: NaiveShare] = [:]
  var combos: [UserID: [NaiveCombo]] = [:]
  /// Coins and payments that a creator, the first key, got from somebody, the second.
  var given: [SumKey: (coins: Int64, count: Int64)] = [:]

  struct SpendingDay: Hashable {
    let user: UserID
    let day: Int32
  }

  /// What the model says to a command at a time.
  enum Prediction: Equatable {
    case refuse(Refusal)
    case unchanged
    case accept(Expectation)
    /// The rule has no scenario.
    case unknown
  }

  /// What an accepted command must journal.
  struct Expectation: Equatable {
    /// What is added to each account under each name.
    var lines: [Line: Int64] = [:]
    /// The facts as numbers; 0 where the entry's own identifier stands.
    var facts: [[Int64]]
    var texts = 0
  }

  /// One name on one account's statement.
  struct Line: Hashable {
    let account: AccountKey
    let line: LineKind
  }

  /// What the rules must say at the time of the command's stamp.
  func predict(_ command: Command, now: Timestamp, platform: OwnerID) -> Prediction {
    var predicting = RulePredicting(
      model: self, moment: ModelMoment(now: now, platform: platform))
    return command.visit(&predicting)
  }

  mutating func give(_ coins: Int64, from payer: UserID, to creator: UserID) {
    let known = given[SumKey(creator.rawValue, payer.rawValue)] ?? (0, 0)
    given[SumKey(creator.rawValue, payer.rawValue)] = (known.coins + coins, known.count + 1)
  }

  func balance(of user: UserID) -> Int64 {
    balances[AccountKey(OwnerID(user), .wallet, .coin), default: 0]
  }
}

private struct RulePredicting: RuleVisitor {
  let model: NaiveModel
  let moment: ModelMoment

  mutating func visit(_ rule: some Rule) -> NaiveModel.Prediction {
    (rule as? any SimulatedRule)?.predict(in: model, at: moment) ?? .unknown
  }
}

/// What the model knows of a user.
struct NaiveUser {
  let externalID: String
  var profile: UserProfile
  var isAdmin = false
  var isSuspended = false
  var limit: Int64?
  var creator: CreatorStatus?
}

/// What the model knows of a purchase.
struct NaivePurchase {
  let user: UserID
  var offer: PurchaseOffer
  let gateway: GatewayName
  let metadata: Metadata?
  var status = PurchaseStatus.pending
  var transaction: String?
  /// Whether the integrator reported it as paid.
  var isRecorded = false
  /// How many of the look-ups are past, asked or missed.
  var lookUps = 0
}

/// What the model knows of a gateway's event.
struct NaiveEvent {
  let id: GatewayEventID
  /// Whether nobody knew its order.
  var isStray: Bool
}

/// Why the model says no.
struct NaiveNo: Error {
  let refusal: Refusal
}

/// What the model knows of a stream.
struct NaiveStream: Equatable {
  let creator: UserID
  var title: String
  var viewersMax: Int64?
  var scheduledAt: Timestamp?
  var status = StreamStatus.scheduled
}

/// A run of gifts in one room.
struct NaiveCombo: Equatable {
  let id: Int64
  let gift: GiftID
  let stream: StreamID?
  let receiver: UserID
  var count: Int64
  var lastAt: Timestamp
}

/// The exact total of one side's share, in parts of ``whole``, and the units taken of it.
struct NaiveShare {
  var exact: Int128 = 0
  var units: Int64 = 0

  /// Eight decimals of a rate times the basis points of a share.
  static let whole: Int128 = 1_000_000_000_000
}
