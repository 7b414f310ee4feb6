import Ledger
import Monetization
import Money

/// Compares the payments to creators in an entry's facts with its transactions.
///
/// Every earning posted to a creator must be recorded by one fact, so that a source of earnings
/// that does not record its split is found.
struct PaymentCheck: FactReader {
  private(set) var payments: [CreatorPaid] = []
  private(set) var reversals: [CreatorPaymentReversed] = []

  mutating func paid(_ payment: CreatorPaid, in entry: JournalEntry) { payments.append(payment) }

  mutating func reversed(_ reversal: CreatorPaymentReversed, in entry: JournalEntry) {
    reversals.append(reversal)
  }

  /// A transaction of the entry that contradicts the facts; nil if none does.
  func contradiction(in entry: JournalEntry) -> TransactionID? {
    for transaction in entry.transactions {
      let ofFacts =
        payments.filter { $0.transaction == transaction.id }.map(\.moved)
        + reversals.filter { $0.transaction == transaction.id }.map(\.moved)
      let isEarning = transaction.postings.contains { $0.line.isEarning }
      if ofFacts.isEmpty, !isEarning { continue }
      guard ofFacts.count == 1, ofFacts[0] == Moved(transaction, of: ofFacts[0]) else {
        return transaction.id
      }
    }
    let recorded = payments.map(\.transaction) + reversals.map(\.transaction)
    return recorded.first { id in !entry.transactions.contains { $0.id == id } }
  }
}

/// The amounts that a payment moves.
private struct Moved: Equatable {
  let payer: OwnerID
  let creator: OwnerID
  let unit: AmountUnit
  /// To the payer's wallet.
  var coins: Int64
  /// To the creator's earnings and debt.
  var net: Int64
  /// To the platform's commission.
  var commission: Int64

  init(
    _ payment: CreatorPaid, unit: AmountUnit, coins: Int64, net: Int64, commission: Int64
  ) {
    payer = OwnerID(payment.payer)
    creator = OwnerID(payment.creator)
    self.unit = unit
    self.coins = coins
    self.net = net
    self.commission = commission
  }

  /// The amounts that a transaction moves between the parties of a payment.
  init(_ transaction: Transaction, of people: Moved) {
    self = people
    (coins, net, commission) = (0, 0, 0)
    for posting in transaction.postings {
      let account = posting.account
      if account == AccountKey(payer, .wallet, .coin) { coins += posting.quantity }
      if account.owner.isPlatform, account.kind == .commission, account.unit == unit {
        commission += posting.quantity
      }
      let isOfCreator = account.kind == .earnings || account.kind == .debt
      if isOfCreator, account.owner == creator, account.unit == unit { net += posting.quantity }
    }
  }
}

extension CreatorPaid {
  fileprivate var moved: Moved {
    Moved(
      self, unit: split.unit, coins: -coins.count, net: split.net, commission: split.commission)
  }
}

extension CreatorPaymentReversed {
  fileprivate var moved: Moved {
    Moved(
      payment, unit: returned.unit, coins: payment.coins.count, net: -returned.net,
      commission: -returned.commission)
  }
}

extension LineKind {
  /// Whether the line is an earning of a creator.
  fileprivate var isEarning: Bool {
    switch self {
    case .giftReceived, .tipReceived, .streamEarning, .callEarning, .viewingEarning: true
    case .purchase, .bonus, .giftSent, .tipSent, .streamAccess, .callCharge, .viewingCharge,
      .commission, .withdrawal, .refund, .adminAdjustment, .counterpart:
      false
    }
  }
}
