package import Ledger
package import Money

/// The entity that gateway event identifiers name.
package enum GatewayEventEntity: Identified {
  package static let prefix = "evt"
}

/// Our own identifier of a gateway's event.
package typealias GatewayEventID = Identifier<GatewayEventEntity>

/// What became of a gateway's event; the numbers are stored and never reused.
package enum GatewayEventVerdict: UInt8, Sendable, CaseIterable {
  /// It changed the purchase.
  case applied = 1
  /// It said nothing new.
  case ignored = 2
  /// It contradicts our order; an admin must look, nothing was credited.
  case parked = 3
}

/// A gateway's event as it came, stored once by the gateway's own event id.
package struct GatewayEvent: StoredRow {
  package static let tag = RowTag.gatewayEvent

  package let id: GatewayEventID
  package let gateway: GatewayName
  package let eventID: String
  package let purchase: PurchaseID
  package let verdict: GatewayEventVerdict
  /// The verified raw body.
  package let body: String

  package func encode(into writer: inout ByteWriter) {
    writer.write(UInt8(1))
    writer.write(id.rawValue)
    writer.write(gateway.rawValue)
    writer.write(eventID)
    writer.write(purchase.rawValue)
    writer.write(verdict.rawValue)
    writer.write(body)
  }

  package init(
    id: GatewayEventID, report: GatewayReport, verdict: GatewayEventVerdict
  ) {
    self.id = id
    gateway = report.gateway
    eventID = report.eventID
    purchase = report.purchase
    self.verdict = verdict
    body = report.body
  }

  package init(from reader: inout ByteReader) throws(DecodingFault) {
    try reader.expectVersion(1, of: "gateway event")
    id = GatewayEventID(try reader.integer())
    gateway = try reader.enumeration(GatewayName.self, "gateway")
    eventID = try reader.text()
    purchase = PurchaseID(try reader.integer())
    verdict = try reader.enumeration(GatewayEventVerdict.self, "gateway event verdict")
    body = try reader.text()
  }
}

/// What a gateway says about a payment, after its signature was verified.
package struct GatewayReport: Equatable, Sendable {
  /// What happened to the payment.
  package enum Outcome: Equatable, Sendable {
    /// The viewer has done their part; the gateway does not know yet whether money comes.
    case processing
    /// The money was taken.
    case paid(Payment)
    case failed(reason: String)
    case cancelled
  }

  /// The money that was taken.
  package struct Payment: Equatable, Sendable {
    /// The gateway's own id of the payment.
    package let transaction: String
    package let amount: Money
    /// What the gateway keeps of ``amount``.
    package let fee: Money
    package let method: PaymentMethod

    package init(transaction: String, amount: Money, fee: Money, method: PaymentMethod) {
      self.transaction = transaction
      self.amount = amount
      self.fee = fee
      self.method = method
    }
  }

  package let gateway: GatewayName
  /// The gateway's id of the event; a repeat carries the same one.
  package let eventID: String
  package let purchase: PurchaseID
  package let outcome: Outcome
  /// The raw body.
  package let body: String

  package init(
    gateway: GatewayName, eventID: String, purchase: PurchaseID, outcome: Outcome, body: String
  ) {
    self.gateway = gateway
    self.eventID = eventID
    self.purchase = purchase
    self.outcome = outcome
    self.body = body
  }

  /// The name under which the event is stored once.
  package var uniqueName: UniqueName {
    UniqueName(.gatewayEvent, String(gateway.rawValue) + ":" + eventID)
  }
}
