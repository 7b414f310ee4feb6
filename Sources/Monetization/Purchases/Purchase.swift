package import Ledger
package import Money

/// The entity that purchase identifiers name.
package enum PurchaseEntity: Identified {
  package static let prefix = "pur"
}

/// The identifier of a purchase.
package typealias PurchaseID = Identifier<PurchaseEntity>

/// Who takes the money; the numbers are stored and never reused.
package enum GatewayName: UInt8, Sendable, CaseIterable {
  case sandbox = 1
  case stripe = 2
  case razorpay = 3
  case dodo = 4
  /// The integrator by their own means, who reports the payment.
  case external = 5

  /// The clearing account of the money on its way from this gateway.
  package var clearingAccount: AccountKind {
    switch self {
    case .sandbox: .clearingSandbox
    case .stripe: .clearingStripe
    case .razorpay: .clearingRazorpay
    case .dodo: .clearingDodo
    case .external: .clearingExternal
    }
  }
}

/// How far a purchase is; the numbers are stored and never reused.
package enum PurchaseStatus: UInt8, Sendable, CaseIterable {
  /// → processing, completed, failed, cancelled.
  case pending = 1
  /// → completed, failed, cancelled.
  case processing = 2
  /// → refunded, disputed.
  case completed = 3
  /// → completed: money that comes late was taken all the same.
  case failed = 4
  /// → completed, for the same reason; → failed, so that the order of events does not matter.
  case cancelled = 5
  case refunded = 6
  case disputed = 7
}

/// How the viewer paid; the numbers are stored and never reused.
package enum PaymentMethod: UInt8, Sendable, CaseIterable {
  case upi = 1
  case creditCard = 2
  case debitCard = 3
  case netBanking = 4
  case googlePay = 5
  case applePay = 6
  case razorpay = 7
  case stripe = 8
  case dodo = 9
  case alipay = 10
  case wechatPay = 11
  case sepaDebit = 12
  case ideal = 13
  case sandbox = 14
  case other = 15
}

/// What is bought: coins, bonus and price, fixed when the purchase was made.
package struct PurchaseOffer: Equatable, Sendable {
  /// The package; nil for a custom amount.
  package let package: PackageID?
  package let coins: Coins
  package let bonusCoins: Coins
  package let price: Money
  /// Whether the bonus comes only if this is the buyer's first purchase to be paid.
  package let isFirstPurchaseBonus: Bool

  package init(
    package: PackageID?, coins: Coins, bonusCoins: Coins, price: Money,
    isFirstPurchaseBonus: Bool = false
  ) {
    self.package = package
    self.coins = coins
    self.bonusCoins = bonusCoins
    self.price = price
    self.isFirstPurchaseBonus = isFirstPurchaseBonus
  }

  /// The same without a bonus.
  var withoutBonus: PurchaseOffer {
    PurchaseOffer(package: package, coins: coins, bonusCoins: .zero, price: price)
  }

  /// Writes everything but the condition of the bonus, which stands in what surrounds it.
  func encode(into writer: inout ByteWriter) {
    writer.write(package?.rawValue)
    writer.write(coins.count)
    writer.write(bonusCoins.count)
    writer.write(price)
  }

  init(from reader: inout ByteReader, isFirstPurchaseBonus: Bool) throws(DecodingFault) {
    self.isFirstPurchaseBonus = isFirstPurchaseBonus
    package = try reader.optionalInteger().map { PackageID($0) }
    coins = Coins(try reader.integer())
    bonusCoins = Coins(try reader.integer())
    price = try reader.money()
  }
}

/// A viewer's order of coins at a gateway.
package struct Purchase: StoredRow {
  package static let tag = RowTag.purchase
  package static let version: UInt8 = 6

  package let id: PurchaseID
  package let user: UserID
  /// What was offered; once it is paid, what was credited.
  package internal(set) var offer: PurchaseOffer
  package let gateway: GatewayName
  package var status: PurchaseStatus
  package var method: PaymentMethod
  /// The gateway's own id of the payment.
  package var gatewayTransaction: String?
  package var failureReason: String?
  /// Where the browser goes after paying.
  package let returnURL: String?
  package var updatedAt: Timestamp
  /// Which of ``LookUpSchedule/ages`` comes next; their number when none does.
  package internal(set) var nextLookUp = 0
  /// Whether the payment's unique name was claimed; what was paid before there were such names has
  /// none.
  package internal(set) var isPaymentClaimed = false
  package internal(set) var metadata: Metadata?
  /// When the integrator took the payment, who recorded it; nil for all that was paid by a gateway.
  package internal(set) var paidAt: Timestamp?

  package init(
    id: PurchaseID, user: UserID, offer: PurchaseOffer, gateway: GatewayName, returnURL: String?
  ) {
    self.id = id
    self.user = user
    self.offer = offer
    self.gateway = gateway
    status = .pending
    method = gateway == .sandbox ? .sandbox : .other
    gatewayTransaction = nil
    failureReason = nil
    self.returnURL = returnURL
    updatedAt = id.time
  }

  package var key: OwnerID { OwnerID(id) }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(offer.isFirstPurchaseBonus)
    writer.write(id.rawValue)
    writer.write(user.rawValue)
    offer.encode(into: &writer)
    writer.write(gateway.rawValue)
    writer.write(status.rawValue)
    writer.write(method.rawValue)
    writer.write(gatewayTransaction)
    writer.write(failureReason)
    writer.write(returnURL)
    writer.write(updatedAt.milliseconds)
    writer.write(UInt64(nextLookUp))
    writer.write(isPaymentClaimed)
    writer.write(metadata?.text)
    writer.write(paidAt?.milliseconds)
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    // Until version 2 a bonus had no condition.
    let isFirstPurchaseBonus = version > 2 ? try reader.bool() : false
    id = PurchaseID(try reader.integer())
    user = UserID(try reader.integer())
    offer = try PurchaseOffer(from: &reader, isFirstPurchaseBonus: isFirstPurchaseBonus)
    gateway = try reader.enumeration(GatewayName.self, "gateway")
    status = try reader.enumeration(PurchaseStatus.self, "purchase status")
    method = try reader.enumeration(PaymentMethod.self, "payment method")
    gatewayTransaction = try reader.optionalText()
    failureReason = try reader.optionalText()
    returnURL = try reader.optionalText()
    updatedAt = Timestamp(milliseconds: try reader.integer())
    // Version 1 is from before gateways were asked by themselves.
    guard version > 1 else { return }
    let next = try reader.unsigned()
    guard next <= UInt64(LookUpSchedule.ages.count) else { throw .malformed }
    nextLookUp = Int(next)
    guard version > 3 else { return }
    isPaymentClaimed = try reader.bool()
    guard version > 4 else { return }
    if let text = try reader.optionalText() {
      guard let known = Metadata(text: text) else { throw .malformed }
      metadata = known
    }
    guard version > 5 else { return }
    paidAt = try reader.optionalInteger().map(Timestamp.init(milliseconds:))
  }
}

extension Purchase {
  /// The name that keeps the purchase's payment from being credited again; nil before it is paid.
  package var claimedPayment: UniqueName? {
    guard isPaymentClaimed else { return nil }
    return gatewayTransaction.map { .payment($0, at: gateway) }
  }
}
