package import Ledger

/// What coins are called beside the singular, which ``CoinSettings/name`` is.
///
/// The forms are those by which languages count: English has one and other, Slavic languages also
/// few and many (Unicode CLDR, plural rules).
package struct CoinNames: Equatable, Sendable {
  /// For all other numbers, such as "coins"; nil for the singular with an s.
  package var other: String?
  /// nil for ``other``.
  package var few: String?
  /// nil for ``other``.
  package var many: String?

  package init(other: String?, few: String? = nil, many: String? = nil) {
    self.other = other
    self.few = few
    self.many = many
  }

  /// What holds until an admin says otherwise.
  package static let initial = CoinNames(other: nil)
}

extension CoinNames: SettingsGroup {
  package static let sinceVersion: UInt8 = 5

  /// The fields that an edit sets or clears.
  package struct Changes: SettingsGroupChanges {
    package var other = FieldChange<String>.keep
    package var few = FieldChange<String>.keep
    package var many = FieldChange<String>.keep

    package init() {}

    package init(_ names: CoinNames) {
      (other, few, many) = (.set(names.other), .set(names.few), .set(names.many))
    }

    package func apply(to names: inout CoinNames) {
      names.other = other.applied(to: names.other)
      names.few = few.applied(to: names.few)
      names.many = many.applied(to: names.many)
    }
  }

  package func fault(in settings: Settings) -> Refusal? { nil }

  package func encode(into writer: inout ByteWriter) {
    writer.write(other)
    writer.write(few)
    writer.write(many)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    other = try reader.optionalText()
    few = try reader.optionalText()
    many = try reader.optionalText()
  }
}

extension Settings {
  /// What a number of coins that is not one is called.
  package var coinsName: String { coinNames.other ?? coin.name + "s" }
}
