package import JSON
package import Ledger
package import Money
import Application

extension ObjectWriter {
  /// Writes money as `{amount, currency}`, in minor units; nil becomes `null`.
  package mutating func field(_ name: String, _ money: Money?) {
    guard let money else { return null(name) }
    object(name) { object in
      object.field("amount", money.minorUnits)
      object.field("currency", money.currency.code)
    }
  }

  /// Writes a time as RFC 3339; nil becomes `null`.
  package mutating func field(_ name: String, _ time: Timestamp?) {
    field(name, time?.rfc3339)
  }
}
