import Application
import JSON
import Ledger
import Monetization
import Money

extension PurchaseStatus: WireNamed {
  package var wireName: String {
    switch self {
    case .pending: "PENDING"
    case .processing: "PROCESSING"
    case .completed: "COMPLETED"
    case .failed: "FAILED"
    case .cancelled: "CANCELLED"
    case .refunded: "REFUNDED"
    case .disputed: "DISPUTED"
    }
  }
}

extension PaymentMethod: WireNamed {
  package var wireName: String {
    switch self {
    case .upi: "UPI"
    case .creditCard: "CREDIT_CARD"
    case .debitCard: "DEBIT_CARD"
    case .netBanking: "NET_BANKING"
    case .googlePay: "GOOGLE_PAY"
    case .applePay: "APPLE_PAY"
    case .razorpay: "RAZORPAY"
    case .stripe: "STRIPE"
    case .dodo: "DODO"
    case .alipay: "ALIPAY"
    case .wechatPay: "WECHAT_PAY"
    case .sepaDebit: "SEPA_DEBIT"
    case .ideal: "IDEAL"
    case .sandbox: "SANDBOX"
    case .other: "OTHER"
    }
  }
}

extension ParkingReason: WireNamed {
  package var wireName: String {
    switch self {
    case .unknownOrder: "unknown_order"
    case .otherGateway: "other_gateway"
    case .otherCurrency: "other_currency"
    case .otherAmount: "other_amount"
    case .wrongFee: "wrong_fee"
    case .secondPayment: "second_payment"
    case .paymentOfOtherOrder: "payment_of_other_order"
    case .outOfBounds: "out_of_bounds"
    case .unreadable: "unreadable"
    }
  }
}

extension ObjectWriter {
  /// A new purchase and how to pay it.
  ///
  /// - Parameters:
  ///   - begun: As it was begun.
  ///   - isTest: Whether it is paid with play money.
  ///   - link: A link to the server as the client reaches it.
  mutating func write(_ begun: BegunPurchase, isTest: Bool, link: (String) -> String) {
    let receipt = begun.receipt
    write(receipt.purchase, receipt.status, receipt.offer)
    field("isTest", isTest)
    field("gateway", begun.gateway.wireName)
    switch begun.start {
    case .page(let address): field("paymentLink", link(address))
    case .data(let members): field("gatewayData", .object(members))
    case .settled, nil: null("paymentLink")
    }
    if let balance = receipt.balance { field("newBalance", balance) }
  }

  /// A purchase as its buyer sees it later.
  ///
  /// - Parameters:
  ///   - purchase: As last committed.
  ///   - page: Where it can be paid.
  ///   - isTest: Whether it is paid with play money.
  mutating func write(_ purchase: Purchase, page: String?, isTest: Bool) {
    write(purchase.id, purchase.status, purchase.offer)
    field("isTest", isTest)
    field("gateway", purchase.gateway.wireName)
    field("paymentLink", purchase.status == .pending ? page : nil)
    field("paymentMethod", purchase.method.wireName)
    field("transactionId", purchase.gatewayTransaction)
    field("failureReason", purchase.failureReason)
    field("packageId", purchase.offer.package?.text)
    field("metadata", purchase.metadata)
    field("paidAt", purchase.paidAt)
    field("createdAt", purchase.id.time)
    field("updatedAt", purchase.updatedAt)
  }

  /// A gateway's event as an admin judges it.
  mutating func write(_ event: GatewayEvent) {
    field("id", event.id.text)
    field("gateway", event.gateway.wireName)
    field("eventId", event.eventID)
    field("orderId", event.order ?? event.purchase.map { OrderID($0).text })
    field("paymentId", event.transaction)
    field("amount", event.amount?.minorUnits)
    field("currency", event.amount?.currency.code)
    field("reason", event.reason?.wireName)
    field("receivedAt", event.id.time)
    field("body", event.body)
  }

  /// What was bought, and how far it is.
  mutating func write(
    _ id: PurchaseID, _ status: PurchaseStatus, _ offer: PurchaseOffer
  ) {
    field("purchaseId", id.text)
    field("orderId", OrderID(id).text)
    field("status", status.wireName)
    field("coins", offer.coins.count)
    field("bonusCoins", offer.bonusCoins.count)
    field("totalCoins", offer.coins.count + offer.bonusCoins.count)
    field("isFirstPurchaseBonus", offer.isFirstPurchaseBonus)
    field("price", offer.price)
  }
}
