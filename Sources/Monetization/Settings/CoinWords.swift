/// How the platform's word for coins stands in sentences.
///
/// Sentences hold `{coins 5}` where a number of coins stands; ``filled(_:)`` puts the words in, so
/// that code with a sentence need not know the settings.
package struct CoinWords: Equatable, Sendable {
  package let one: String
  package let other: String

  package init(one: String, other: String) {
    self.one = one
    self.other = other
  }

  /// The words of no platform in particular.
  package static let usual = CoinWords(one: "coin", other: "coins")

  /// What a sentence holds where a number of coins stands.
  package static func mark(_ count: Int64) -> String { "{coins \(count)}" }

  /// A number of coins in words, such as "1 coin".
  package func counted(_ count: Int64) -> String { "\(count) \(count == 1 ? one : other)" }

  /// The word for more than one, to begin a sentence with.
  package var otherCapitalized: String { other.prefix(1).uppercased() + other.dropFirst() }

  /// A sentence with its numbers of coins in words.
  package func filled(_ sentence: String) -> String {
    guard sentence.contains("{coins ") else { return sentence }
    return sentence.replacing(/\{coins (-?[0-9]+)\}/) { match in
      Int64(match.output.1).map { counted($0) } ?? String(match.output.0)
    }
  }
}

extension Settings {
  /// The platform's words for coins.
  package var coinWords: CoinWords { CoinWords(one: coin.name, other: coinsName) }
}
