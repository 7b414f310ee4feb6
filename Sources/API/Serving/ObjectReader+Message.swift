import JSON
import Monetization

extension ObjectReader {
  /// A message that may be absent, cleaned; nil also for one that is empty then.
  mutating func paymentMessage(_ name: String) -> String? {
    guard let value = optionalValue(name) else { return nil }
    guard let text = value.stringValue else {
      note(name, .wrongType, "\(name) must be a text in quotation marks.")
      return nil
    }
    guard let cleaned = PaymentMessage.cleaned(text) else {
      note(name, .tooLong, "\(name) must have at most \(PaymentMessage.charactersMax) characters.")
      return nil
    }
    return cleaned.isEmpty ? nil : cleaned
  }
}
