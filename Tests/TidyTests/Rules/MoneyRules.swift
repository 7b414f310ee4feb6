/// Money is counted in integers.
enum MoneyRules {
  static let all = [fractions]

  private static let floating: Set = [
    "CGFloat", "Decimal", "Double", "Float", "Float16", "Float32", "Float64", "NSDecimalNumber",
    "float_t", "strtod",
  ]
  private static let money: Set = [
    "amount", "balance", "cents", "coin", "coins", "commission", "earned", "earnings", "fee",
    "fees", "minor", "money", "paise", "payout", "price", "prices",
  ]

  /// The layers that count money know no fractions; elsewhere no line mixes the two.
  static let fractions = FileRule("no floating point near money") { file in
    guard file.dialect == .swift, file.path.hasPrefix("Sources/") else { return [] }
    let isCounting = file.target.map(Layers.deterministic.contains) ?? false
    return file.code.indices.compactMap { position in
      let token = file.code[position]
      let isFloating = token.kind == .word && floating.contains(token.text)
      let isFraction = isCounting && token.kind == .number && isDecimal(file, position)
      guard isFloating || isFraction, isCounting || speaksOfMoney(file, line: token.line) else {
        return nil
      }
      return Violation(
        file.path, token.line, "banned \(token.text) near money",
        use: "Coins, Money, BasisPoints or Rate")
    }
  }

  private static func isDecimal(_ file: SourceFile, _ position: Int) -> Bool {
    file.code[position].text.contains(".") && file.word(at: position - 1) != "."
  }

  private static func speaksOfMoney(_ file: SourceFile, line: Int) -> Bool {
    file.code.contains { $0.line == line && !words(of: $0.text).isDisjoint(with: money) }
  }

  /// The words of a name in camel case, in lower case.
  static func words(of name: String) -> Set<String> {
    var words: [String] = [""]
    for character in name {
      if character.isUppercase || !character.isLetter { words.append("") }
      words[words.count - 1] += character.lowercased()
    }
    return Set(words)
  }
}
