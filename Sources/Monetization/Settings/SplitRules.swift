package import Ledger
package import Money

/// The split rule of every source of earnings.
package struct SplitRules: Equatable, Sendable {
  package var gift: SplitRule
  package var tip: SplitRule
  package var like: SplitRule
  package var ticket: SplitRule
  package var call: SplitRule
  package var viewing: SplitRule

  /// The same rule for every source.
  package init(all rule: SplitRule) {
    gift = rule
    tip = rule
    like = rule
    ticket = rule
    call = rule
    viewing = rule
  }

  /// Replaces the rule of one source.
  mutating func set(_ rule: SplitRule, for source: EarningSource) {
    switch source {
    case .gift: gift = rule
    case .tip: tip = rule
    case .like: like = rule
    case .ticket: ticket = rule
    case .call: call = rule
    case .viewing: viewing = rule
    }
  }

  /// The rule of one source.
  package func rule(for source: EarningSource) -> SplitRule {
    switch source {
    case .gift: gift
    case .tip: tip
    case .like: like
    case .ticket: ticket
    case .call: call
    case .viewing: viewing
    }
  }
}

extension SplitRules: SettingsGroup {
  /// What an edit sets.
  package struct Changes: SettingsGroupChanges {
    /// All rules at once.
    package var rules: SplitRules?
    /// What the platform keeps of single sources; it comes after ``rules``.
    package var commissions: [EarningSource: BasisPoints] = [:]

    package init() {}

    package init(_ rules: SplitRules) { self.rules = rules }

    package func apply(to rules: inout SplitRules) {
      rules = self.rules ?? rules
      for (source, share) in commissions { rules.setCommission(share, of: source) }
    }
  }

  package func fault(in settings: Settings) -> Refusal? {
    for source in EarningSource.allCases {
      if let refusal = refusal(of: source, in: settings) { return .settings(refusal) }
    }
    return nil
  }

  private func refusal(of source: EarningSource, in settings: Settings) -> SettingsRefusal? {
    switch rule(for: source) {
    case .commission: return nil
    case .valueShare(_, let currency):
      let isValued = currency == settings.coin.currency || currency == .usd
      return isValued ? nil : .shareInForeignCurrency
    case .fixedRate(let rate, let seconds):
      guard source == .call || source == .viewing else {
        return .rateOfUnmetered
      }
      let isExact = rate.minorUnits >= 0 && seconds > 0 && 3_600 % seconds == 0
      return isExact ? nil : .periodNotInHour
    }
  }

  /// Writes each rule under the number of its source.
  package func encode(into writer: inout ByteWriter) {
    writer.write(UInt64(EarningSource.allCases.count))
    for source in EarningSource.allCases {
      writer.write(source.rawValue)
      rule(for: source).encode(into: &writer)
    }
  }

  /// Reads the rules of settings of a version; a source that they do not know pays nobody else.
  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    self.init(all: .commission(.zero))
    guard version > 1 else {
      for source in Self.sourcesOfVersion1 { set(try SplitRule(from: &reader), for: source) }
      return
    }
    let count = try reader.unsigned()
    guard count <= 255 else { throw .malformed }
    for _ in 0..<count {
      let source = try reader.enumeration(EarningSource.self, "earning source")
      set(try SplitRule(from: &reader), for: source)
    }
  }

  private static let sourcesOfVersion1: [EarningSource] = [
    .gift, .tip, .like, .ticket, .call, .viewing,
  ]
}
