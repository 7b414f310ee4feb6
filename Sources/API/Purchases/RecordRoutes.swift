import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money

/// How the integrator reports payments that they took by their own means.
enum RecordRoutes {
  static let endpoints = [
    Endpoint(
      .post(.keyed), "/api/coins/purchases/record", needs: .recordPurchases,
      "Credit the coins of a payment that you took.", record)
  ]

  private static func record(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let reported = try call.body { $0.reportedPayment() }
    let idempotency = try call.idempotency(reported.add(to:))
    let recorded = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.recordPurchase(reported, by: caller, idempotency: idempotency)
    }
    let response = HTTPResponse.object(recorded.isNew ? 201 : 200) {
      $0.write(recorded, as: reported, isTest: call.isTest)
    }
    return response.marked(asReplay: recorded.isReplay)
  }
}

extension ObjectReader {
  fileprivate mutating func reportedPayment() -> ReportedPayment {
    let userID = externalID("userId")
    let goods = goods()
    let amount = Money(
      minorUnits: integer("amount", 1...Amount.operationMax), currency: requiredCurrency())
    let payment = GatewayReport.Payment(
      transaction: string("transactionId", 1...200), amount: amount,
      fee: Money(minorUnits: 0, currency: amount.currency),
      method: named("paymentMethod", else: .other))
    var reported = ReportedPayment(
      userID: userID, goods: goods, gateway: recordingGateway(), payment: payment,
      paidAt: optionalTime("at"))
    reported.metadata = metadata("metadata")
    return reported
  }

  private mutating func requiredCurrency() -> Currency {
    parsed(
      "currency", 3...3, expected: "a currency of ISO 4217 such as INR", placeholder: .inr
    ) { Currency(code: $0.uppercased()) }
  }

  /// A package, or a number of coins: one of them.
  private mutating func goods() -> CreatePurchase.Goods {
    let package: PackageID? = optionalIdentifier("packageId")
    let coins = optionalInteger("coins", 1...Amount.operationMax)
    switch (package, coins) {
    case (let package?, nil): return .package(package)
    case (nil, let coins?): return .custom(Coins(coins))
    case (nil, nil) where has("packageId") != has("coins"):
      // What is wrong with the one is noted already.
      return .custom(Coins(1))
    case (nil, nil), (_?, _?):
      note("packageId", .notAllowed, "Send packageId or coins, one of them.")
      return .custom(Coins(1))
    }
  }

  /// Who took the money; the sandbox reports its payments itself.
  private mutating func recordingGateway() -> GatewayName {
    guard let text = optionalString("gateway", 1...64) else { return .external }
    guard let name = GatewayName(wireName: text), name != .sandbox else {
      let known = GatewayName.allCases.filter { $0 != .sandbox }.map(\.wireName)
      note("gateway", .notAllowed, "gateway must be one of \(known.joined(separator: ", ")).")
      return .external
    }
    return name
  }
}

extension ObjectWriter {
  /// A recorded purchase, the same for each report of it.
  fileprivate mutating func write(
    _ recorded: RecordedPurchase, as reported: ReportedPayment, isTest: Bool
  ) {
    let receipt = recorded.receipt
    write(receipt.purchase, receipt.status, receipt.offer)
    field("isTest", isTest)
    field("userId", recorded.user.externalID)
    field("gateway", reported.gateway.wireName)
    field("transactionId", reported.payment.transaction)
    field("paymentMethod", reported.payment.method.wireName)
    field("paidAt", recorded.paidAt)
    field("packageId", receipt.offer.package?.text)
    field("newBalance", receipt.balance)
    field("metadata", recorded.metadata)
    field("createdAt", receipt.purchase.time)
  }
}
