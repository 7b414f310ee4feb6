import Application
import HTTPServer
import JSON
package import Ledger
import Monetization
import Money

extension LineKind: WireNamed {
  /// The other side of a movement is on no statement.
  package static var named: [LineKind] { allCases.filter { $0 != .counterpart } }

  package var wireName: String {
    switch self {
    case .purchase: "PURCHASE"
    case .bonus: "BONUS"
    case .giftSent: "GIFT_SENT"
    case .giftReceived: "GIFT_RECEIVED"
    case .tipSent: "TIP_SENT"
    case .tipReceived: "TIP_RECEIVED"
    case .streamAccess: "STREAM_ACCESS"
    case .streamEarning: "STREAM_EARNING"
    case .callCharge: "CALL_CHARGE"
    case .callEarning: "CALL_EARNING"
    case .viewingCharge: "VIEWING_CHARGE"
    case .viewingEarning: "VIEWING_EARNING"
    case .commission: "COMMISSION"
    case .withdrawal: "WITHDRAWAL"
    case .refund: "REFUND"
    case .adminAdjustment: "ADMIN_ADJUSTMENT"
    case .counterpart: "COUNTERPART"
    }
  }
}

extension ObjectWriter {
  /// A wallet as its owner sees it.
  mutating func write(_ wallet: WalletSummary) {
    field("balance", wallet.balance)
    field("totalPurchased", wallet.total.purchased)
    field("totalSpent", wallet.total.spent)
    field("totalEarned", wallet.total.earned)
    field("debt", wallet.debt)
    field("unit", AmountUnit.coin.name)
  }

  /// A line of a statement.
  mutating func write(_ line: StatementLine, _ names: Names) {
    let reference = line.reference(names)
    field("id", line.id)
    field("transactionId", line.transaction.id.text)
    field("type", line.posting.line.wireName)
    field("amount", line.posting.quantity)
    field("balanceBefore", line.posting.balanceBefore)
    field("balanceAfter", line.posting.after.balance)
    field("unit", line.posting.account.unit.name)
    field("account", line.accountName)
    field("description", line.description(names))
    field("referenceType", reference.type)
    field("referenceId", reference.id)
    field("createdAt", line.time)
    field("metadata", line.metadata)
  }
}

extension StatementLine {
  /// The statement that the line stands on.
  var accountName: String { posting.account.kind == .earnings ? "earnings" : "wallet" }

  /// What caused the line.
  func reference(_ names: Names) -> (type: String, id: String) {
    let raw = transaction.reference.rawValue
    return switch transaction.kind {
    case .gift: ("gift", GiftID(raw).text)
    case .purchase: ("purchase", PurchaseID(raw).text)
    case .adjustment: ("adjustment", transaction.id.text)
    case .reversal: ("transaction", TransactionID(raw).text)
    case .payment: (payment?.split.source.wireName ?? "payment", transaction.id.text)
    }
  }

  /// One sentence for people.
  func description(_ names: Names) -> String {
    switch transaction.kind {
    case .purchase:
      posting.line == .bonus
        ? "Bonus \(names.coins.other)" : "\(names.coins.otherCapitalized) bought"
    case .reversal: "Payment returned"
    case .adjustment: reason.map { "Adjustment: \($0)" } ?? "Adjustment"
    case .gift, .payment: paymentDescription(names)
    }
  }

  private func paymentDescription(_ names: Names) -> String {
    guard let payment else { return "Payment" }
    let what = subject(of: payment, names)
    return switch posting.line {
    case .commission: "Commission on \(what)"
    case _ where posting.quantity < 0: "\(what) to \(names.shown(payment.creator).name)"
    default: "\(what) from \(names.shown(payment.payer).name)"
    }
  }

  /// What was paid for.
  private func subject(of payment: CreatorPaid, _ names: Names) -> String {
    let source = payment.split.source.wireName
    guard let gift else { return source.prefix(1).uppercased() + source.dropFirst() }
    let name = names.gift(gift.gift)?.appearance.name ?? "Gift"
    return gift.quantity == 1 ? name : "\(name) × \(gift.quantity)"
  }
}

extension EarningSource: WireNamed {}
