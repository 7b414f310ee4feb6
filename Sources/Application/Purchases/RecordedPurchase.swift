package import Ledger
package import Monetization
import Money

/// A payment that the integrator took by their own means.
package struct ReportedPayment: Sendable {
  /// The integrator's own id of the buyer.
  package let userID: String
  package let goods: CreatePurchase.Goods
  package let gateway: GatewayName
  package let payment: GatewayReport.Payment
  /// When it was taken; nil for now.
  package let paidAt: Timestamp?
  package var metadata: Metadata?

  package init(
    userID: String, goods: CreatePurchase.Goods, gateway: GatewayName,
    payment: GatewayReport.Payment, paidAt: Timestamp?
  ) {
    self.userID = userID
    self.goods = goods
    self.gateway = gateway
    self.payment = payment
    self.paidAt = paidAt
  }

  /// Everything in it makes another request.
  package func add(to fingerprint: inout Fingerprint) {
    fingerprint.add(userID)
    switch goods {
    case .package(let id): fingerprint.add(id.text)
    case .custom(let coins): fingerprint.add(coins.count)
    }
    fingerprint.add(gateway.wireName)
    fingerprint.add(payment.transaction)
    fingerprint.add(payment.amount.minorUnits)
    fingerprint.add(payment.amount.currency.code)
    fingerprint.add(Int64(payment.method.rawValue))
    fingerprint.add(paidAt?.milliseconds)
    fingerprint.add(metadata)
  }
}

/// A payment that was recorded.
package struct RecordedPurchase: Sendable {
  package let receipt: PurchaseReceipt
  package let user: User
  /// When the money was taken.
  package let paidAt: Timestamp
  package let metadata: Metadata?
  /// Whether it was recorded before: with the same key, or as the same payment.
  package let isNew: Bool
  package let isReplay: Bool
}

extension Platform {
  /// Records a payment and credits its coins; the same payment again changes nothing.
  ///
  /// - Parameters:
  ///   - reported: The payment.
  ///   - caller: Who reports it.
  ///   - idempotency: The key that a retry would carry again.
  /// - Returns: The purchase, as the entry that credited it says.
  /// - Throws: ``UseCaseError``.
  package func recordPurchase(
    _ reported: ReportedPayment, by caller: Caller, idempotency: CommandRequest.Idempotency?
  ) async throws(UseCaseError) -> RecordedPurchase {
    let person = try await found(.user, await directory.person(named: reported.userID))
    if case .package(let id) = reported.goods {
      guard try await reading(await directory.exists(id)) else {
        throw .refused(.notFound(.package))
      }
    }
    var command = RecordPurchase(
      user: person.user.id, goods: reported.goods, gateway: reported.gateway,
      payment: reported.payment)
    (command.paidAt, command.metadata) = (reported.paidAt, reported.metadata)
    command.known = try await purchase(of: reported)
    let accepted: Accepted<PurchaseChange>
    do throws(UseCaseError) {
      accepted = try await perform(command, by: caller, idempotency: idempotency)
    } catch .refused(.purchase(.paymentCredited), _) where command.known == nil {
      // Another request recorded it between look and command.
      command.known = try await purchase(of: reported)
      accepted = try await perform(command, by: caller, idempotency: idempotency)
    }
    let id = accepted.made?.purchase ?? command.known
    return try await recorded(id, of: person.user, by: accepted)
  }

  private func purchase(
    of reported: ReportedPayment
  ) async throws(UseCaseError) -> PurchaseID? {
    let (store, name) = (
      store, UniqueName.payment(reported.payment.transaction, at: reported.gateway)
    )
    let owner = try await reading(
      await readers.read(as: .money) { () throws(StoreError) in try store.owner(of: name) })
    return owner.map { PurchaseID($0.rawValue) }
  }

  private func recorded(
    _ id: PurchaseID?, of user: User, by accepted: Accepted<PurchaseChange>
  ) async throws(UseCaseError) -> RecordedPurchase {
    guard let id else { throw .engine(.storageUnavailable) }
    let row = try await purchase(id, of: user.id)
    let store = store
    // A purchase that was recorded has the stamp of the entry that credited it.
    let entry = try await reading(
      await readers.read(as: .money) { () throws(StoreError) in
        try store.journalEntry(stamped: Stamp(rawValue: id.rawValue))
      })
    guard let receipt = entry.flatMap({ PurchaseReceipt($0) }), let paidAt = row.paidAt else {
      throw .engine(.storageUnavailable)
    }
    return RecordedPurchase(
      receipt: receipt, user: user, paidAt: paidAt, metadata: row.metadata,
      isNew: accepted.made != nil, isReplay: accepted.isReplay)
  }
}
