package import Ledger
package import Money

/// The entity that gateway event identifiers name.
package enum GatewayEventEntity: Identified {
  package static let prefix = "evt"
}

/// Our own identifier of a gateway's event.
package typealias GatewayEventID = Identifier<GatewayEventEntity>

/// The result of a gateway's event; the numbers are stored and never reused.
package enum GatewayEventVerdict: UInt8, Sendable, CaseIterable {
  /// It changed the purchase.
  case applied = 1
  /// It said nothing new, or nothing that we act on.
  case ignored = 2
  /// Nothing was credited for it; an admin must look.
  case parked = 3
}

/// Why an event was set aside; the numbers are stored and never reused.
package enum ParkingReason: UInt8, Sendable, CaseIterable {
  /// We have no order of the number that the gateway names.
  case unknownOrder = 1
  /// The order is at another gateway.
  case otherGateway = 2
  case otherCurrency = 3
  case otherAmount = 4
  /// The fee is below nothing, above the amount, or in another currency.
  case wrongFee = 5
  /// The order was paid by another payment.
  case secondPayment = 6
  /// The payment was credited for another order.
  case paymentOfOtherOrder = 7
  /// An account would leave its bounds.
  case outOfBounds = 8
  /// The body is not what the gateway sends.
  case unreadable = 9
}

/// A gateway's event as received, stored once by the gateway's own event id.
package struct GatewayEvent: StoredRow {
  package static let tag = RowTag.gatewayEvent
  package static let version: UInt8 = 2

  package let id: GatewayEventID
  package let gateway: GatewayName
  package let eventID: String
  /// The order; it need not exist.
  package let purchase: PurchaseID?
  /// The order as the gateway names it.
  package let order: String?
  /// The gateway's id of the payment, where it says that money was taken.
  package let transaction: String?
  /// What was taken.
  package let amount: Money?
  package let verdict: GatewayEventVerdict
  /// Why it is parked; nil unless it is, and for what was parked before reasons were kept.
  package let reason: ParkingReason?
  /// The verified raw body.
  package let body: String

  package init(
    id: GatewayEventID, report: GatewayReport, verdict: GatewayEventVerdict,
    reason: ParkingReason? = nil
  ) {
    self.id = id
    gateway = report.gateway
    eventID = report.eventID
    purchase = report.purchase
    order = report.order
    transaction = report.payment?.transaction
    amount = report.payment?.amount
    self.verdict = verdict
    self.reason = reason
    body = report.body
  }

  package var key: OwnerID { OwnerID(id) }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(id.rawValue)
    writer.write(gateway.rawValue)
    writer.write(eventID)
    writer.write(purchase?.rawValue)
    writer.write(verdict.rawValue)
    writer.write(body)
    writer.write(order)
    writer.write(transaction)
    writer.write(amount != nil)
    if let amount { writer.write(amount) }
    writer.write(reason?.rawValue ?? 0)
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    id = GatewayEventID(try reader.integer())
    gateway = try reader.enumeration(GatewayName.self, "gateway")
    eventID = try reader.text()
    // Version 1 knew events of known orders alone, and nothing of their payments.
    let number = version > 1 ? try reader.optionalInteger() : try reader.integer()
    purchase = number.map { PurchaseID($0) }
    verdict = try reader.enumeration(GatewayEventVerdict.self, "gateway event verdict")
    body = try reader.text()
    guard version > 1 else {
      (order, transaction, amount, reason) = (nil, nil, nil, nil)
      return
    }
    order = try reader.optionalText()
    transaction = try reader.optionalText()
    amount = try reader.bool() ? try reader.money() : nil
    let why = try reader.byte()
    reason = ParkingReason(rawValue: why)
    guard why == 0 || reason != nil else { throw .unknownCase("parking reason", UInt64(why)) }
  }
}
