import Money

extension Money {
  /// The amount for people, such as `₹1,999.00`: with a known sign, otherwise with the currency's
  /// code.
  var text: String {
    let digits = String(minorUnits.magnitude)
    let exponent = Int(currency.exponent)
    let padded =
      String(repeating: "0", count: max(0, exponent + 1 - digits.utf8.count)) + digits
    let fraction = exponent > 0 ? "." + padded.suffix(exponent) : ""
    let sign = minorUnits < 0 ? "−" : ""
    return sign + prefix + String(padded.dropLast(exponent)).grouped + fraction
  }

  private var prefix: String {
    switch currency {
    case .inr: "₹"
    case .usd: "$"
    case .eur: "€"
    case .jpy: "¥"
    default: currency.code + "\u{A0}"
    }
  }
}

extension String {
  /// Digits with a comma before every third one from the end.
  var grouped: String {
    var text = ""
    for (index, digit) in enumerated() {
      if index > 0, (count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
