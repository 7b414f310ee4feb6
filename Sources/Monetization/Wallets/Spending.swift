import Ledger
import Money

/// What a payment reads of the one who pays.
struct Payer {
  let id: UserID
  let isSuspended: Bool
  /// Coins of one UTC day; nil for no limit of their own.
  let dailySpendingLimit: Int64?

  init(_ user: borrowing User) {
    id = user.id
    isSuspended = user.isSuspended
    dailySpendingLimit = user.dailySpendingLimit
  }
}

/// Why somebody may not spend these coins now; nil when they may.
///
/// The limit is the lower of their own and the platform's, counted per UTC day.
func spendingRefusal(
  of payer: Payer, spending coins: Coins, in state: State, at moment: Moment
) -> Refusal? {
  let wallet = state.account(AccountKey(OwnerID(payer.id), .wallet, .coin))
  let platformLimit = state.setting { $0.gifts.dailySpendingLimit }
  if let limit = lesser(payer.dailySpendingLimit, platformLimit) {
    let spent = wallet.spent(on: moment.time.day)
    guard coins.count <= limit - spent else {
      return .wallet(.spendingLimit(limit: limit, left: max(0, limit - spent)))
    }
  }
  guard coins.count <= wallet.balance else {
    return .wallet(.insufficientBalance(required: coins.count, balance: wallet.balance))
  }
  return nil
}

/// Why a creator cannot be paid by somebody; nil when they can.
///
/// Refuses in this order: wrong room, oneself, no creator.
///
/// - Parameters:
///   - creator: Who would receive.
///   - payer: Who would pay.
///   - stream: In whose room; nil for no room.
///   - state: Holds the rows of creator and stream.
///   - refusal: What the feature makes of a refused payment.
/// - Returns: The first reason.
func receivingRefusal(
  of creator: UserID, paidBy payer: UserID, in stream: StreamID?, _ state: State,
  as refusal: (PaymentRefusal) -> Refusal
) -> Refusal? {
  if let stream {
    let row = state.streams.value(of: OwnerID(stream)) { ($0.creator, $0.status) }
    guard let (owner, status) = row else { return .notFound(.stream) }
    guard owner == creator else { return refusal(.streamOfAnotherCreator) }
    guard status == .live else { return .stream(.notLive) }
  }
  guard payer != creator else { return refusal(.selfPayment) }
  let status = state.creators.value(of: OwnerID(creator)) { $0.status }
  let isCreator = status == .approved
  return isCreator ? nil : refusal(.receiverNotCreator)
}

/// The lesser of two limits, either of which may be absent.
private func lesser(_ one: Int64?, _ other: Int64?) -> Int64? {
  guard let one, let other else { return one ?? other }
  return min(one, other)
}

extension State {
  /// Whether every account can take its movements, one after the other.
  func canTake(_ movements: [Movement]) -> Bool {
    for (index, movement) in movements.enumerated() {
      var account = account(movement.account)
      for earlier in movements[..<index] where earlier.account == movement.account {
        _ = account.post(
          earlier.quantity, line: earlier.line, at: account.last, stamp: account.lastStamp)
      }
      guard account.canTake(movement.quantity) else { return false }
    }
    return true
  }
}
