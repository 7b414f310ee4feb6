import Application
import JSON
import Ledger
import Monetization
import Money

/// An order as an external gateway would receive it.
struct SandboxOrder: Equatable, Sendable {
  let id: OrderID
  let title: String
  let coins: Int64
  let bonusCoins: Int64
  let price: Money
  let returnAddress: ReturnAddress?

  init(_ order: PaymentOrder) {
    id = order.id
    title = order.title
    coins = order.offer.coins.count
    bonusCoins = order.offer.bonusCoins.count
    price = order.offer.price
    returnAddress = order.returnAddress
  }

  /// Reads a stored line; nil if a field is missing.
  init?(_ line: JSONValue) {
    guard let id = line["order"]?.stringValue.flatMap({ OrderID(text: $0) }),
      let title = line["title"]?.stringValue, let coins = line["coins"]?.integerValue,
      let bonusCoins = line["bonusCoins"]?.integerValue,
      let amount = line["amount"]?.integerValue,
      let currency = line["currency"]?.stringValue.flatMap({ Currency(code: $0) })
    else { return nil }
    self.id = id
    self.title = title
    self.coins = coins
    self.bonusCoins = bonusCoins
    price = Money(minorUnits: amount, currency: currency)
    returnAddress = line["returnUrl"]?.stringValue.flatMap { ReturnAddress($0) }
  }

  /// Writes the stored line's fields.
  func write(to object: inout ObjectWriter) {
    object.field("order", id.text)
    object.field("title", title)
    object.field("coins", coins)
    object.field("bonusCoins", bonusCoins)
    object.field("amount", price.minorUnits)
    object.field("currency", price.currency.code)
    object.field("returnUrl", returnAddress?.text)
  }
}

/// An order with its decision and the number of messages sent.
struct SandboxRecord: Equatable, Sendable {
  let order: SandboxOrder
  var decision: SandboxDecision?
  /// The number of the decision's messages that are done.
  var settledCount = 0
}
