/// A list of what a client would take, each with a weight from 0 to 1000.
///
/// *Source:* RFC 9110 sections 12.4.2, 5.6.1.
struct WeightedList {
  /// One element: its name in small letters, and how much it is wanted.
  struct Element: Equatable {
    let name: String
    let weight: Int
  }

  let elements: [Element]

  /// Reads the values of a field; parameters other than `q` are ignored.
  init(_ values: some Sequence<String>) {
    elements = values.flatMap { $0.split(separator: ",") }.compactMap { item in
      let parts = item.split(separator: ";", omittingEmptySubsequences: false)
        .map { $0.trimmingBlanks().asciiLowercased() }
      guard let name = parts.first, !name.isEmpty else { return nil }
      let weight = parts.dropFirst().lazy.compactMap(Self.weight).first ?? 1_000
      return Element(name: name, weight: weight)
    }
  }

  /// The weight that a parameter says, in thousandths; nil for another parameter.
  ///
  /// A malformed weight is none at all: the client means the element.
  private static func weight(_ parameter: String) -> Int? {
    let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].trimmingBlanks() == "q" else { return nil }
    let number = parts[1].trimmingBlanks().split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let decimals = number.count == 2 ? number[1] : ""
    guard let whole = number.first, whole == "0" || whole == "1", decimals.utf8.count <= 3,
      decimals.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    let thousandths = Int(decimals + String(repeating: "0", count: 3 - decimals.utf8.count)) ?? 0
    return whole == "1" ? 1_000 : thousandths
  }
}

extension HTTPHeaders {
  /// Which of some media types the client wants most; ties go to the first.
  ///
  /// - Parameter offers: In small letters, such as `text/csv`, the usual one first.
  /// - Returns: The first offer also where the client takes none of them, or says nothing.
  ///
  /// *Source:* RFC 9110 section 12.5.1.
  package func preferred(of offers: [String]) -> String {
    let wanted = WeightedList(fields.lazy.filter { $0.name == "accept" }.map(\.value))
    var best = (offer: offers.first ?? "", weight: 0)
    for offer in offers {
      let weight = wanted.weight(of: offer)
      if weight > best.weight { best = (offer, weight) }
    }
    return best.offer
  }
}

extension WeightedList {
  /// The weight of the most specific range that a media type lies in; 0 for none.
  fileprivate func weight(of type: String) -> Int {
    let family = type.prefix { $0 != "/" } + "/*"
    for range in [type, String(family), "*/*"] {
      if let element = elements.first(where: { $0.name == range }) { return element.weight }
    }
    return 0
  }
}
