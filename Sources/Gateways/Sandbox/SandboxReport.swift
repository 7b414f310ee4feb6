import Application
import JSON
import Ledger
import Monetization
import Money

extension GatewayReport {
  /// Decodes a verified body of the sandbox.
  ///
  /// Unknown fields are ignored, because a gateway may add some.
  init(sandbox eventID: String, body: [UInt8]) {
    // A body that is not JSON reports nothing, and is stored unchanged.
    let json = try? JSONValue(parsing: body)
    let data = json?["data"]
    let order = data?["orderId"]?.stringValue
    self.init(
      gateway: .sandbox, eventID: eventID,
      purchase: order.flatMap { OrderID(text: $0) }?.purchase, order: order,
      outcome: Outcome(sandbox: json?["type"]?.stringValue, data),
      body: String(decoding: body, as: UTF8.self))
  }
}

extension GatewayReport.Outcome {
  fileprivate init(sandbox type: String?, _ data: JSONValue?) {
    guard let type else {
      self = .unreadable
      return
    }
    switch SandboxEvent.Kind(rawValue: type) {
    case nil: self = .irrelevant
    case .processing: self = .processing
    case .cancelled: self = .cancelled
    case .failed: self = .failed(reason: data?["reason"]?.stringValue ?? "")
    case .succeeded:
      self = GatewayReport.Payment(sandbox: data).map { .paid($0) } ?? .unreadable
    }
  }
}

extension GatewayReport.Payment {
  /// The amounts in an event's data; nil if a field is missing.
  fileprivate init?(sandbox data: JSONValue?) {
    guard let data, let payment = data["paymentId"]?.stringValue,
      (1...Self.transactionBytesMax).contains(payment.utf8.count),
      let amount = data["amount"]?.integerValue, let fee = data["fee"]?.integerValue,
      let currency = data["currency"]?.stringValue.flatMap({ Currency(code: $0) })
    else { return nil }
    self.init(
      transaction: payment, amount: Money(minorUnits: amount, currency: currency),
      fee: Money(minorUnits: fee, currency: currency), method: .sandbox)
  }

  /// Ids become unique names, which are keys of the store.
  private static let transactionBytesMax = 255
}
