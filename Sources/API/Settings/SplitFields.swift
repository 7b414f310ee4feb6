import JSON
import Monetization
import Money

extension SplitRules: SettingsFields {
  /// The platform's shares in basis points, of those sources that the body names.
  static func changes(in body: inout ObjectReader) -> Changes {
    var changes = Changes()
    // All sources at once; a source that is named beside it has its own.
    if let all = body.optionalInteger("commissionRate", 0...Int64(BasisPoints.whole)) {
      for (_, source) in sources {
        changes.commissions[source] = BasisPoints(rawValue: UInt16(all))
      }
    }
    for (name, source) in sources {
      guard
        let points = body.optionalInteger(commission(name), 0...Int64(BasisPoints.whole))
      else { continue }
      changes.commissions[source] = BasisPoints(rawValue: UInt16(points))
    }
    return changes
  }

  func write(into object: inout ObjectWriter) {
    for (name, source) in Self.sources {
      let points = rule(for: source).commissionPoints
      object.field(Self.commission(name), points)
      object.field(name + "CommissionPercent", points.map { Self.percent(ofPoints: $0) })
    }
    object.object("splits") { splits in
      for (name, source) in Self.sources {
        splits.object(name) { $0.write(rule(for: source)) }
      }
    }
    object.object("splitOf100Coins") { example in
      for (name, source) in Self.sources {
        example.object(name) { $0.writeExample(of: rule(for: source)) }
      }
    }
  }

  /// Basis points as a percentage without needless zeros: 2500 is `25`, 20 is `0.2`.
  fileprivate static func percent(ofPoints points: Int64) -> String {
    hundredths(points)
  }

  /// A number of hundredths as a decimal without needless zeros.
  fileprivate static func hundredths(_ number: Int64) -> String {
    let (whole, rest) = number.quotientAndRemainder(dividingBy: 100)
    guard rest > 0 else { return String(whole) }
    let decimals = rest < 10 ? "0\(rest)" : rest % 10 == 0 ? String(rest / 10) : String(rest)
    return "\(whole).\(decimals)"
  }

  private static let sources: [(String, EarningSource)] = [
    ("gift", .gift), ("tip", .tip), ("like", .like), ("stream", .ticket), ("call", .call),
    ("viewing", .viewing),
  ]

  private static func commission(_ name: String) -> String { name + "CommissionRate" }
}

extension ObjectWriter {
  fileprivate mutating func write(_ rule: SplitRule) {
    switch rule {
    case .commission(let share):
      field("rule", "commission")
      field("basisPoints", Int64(share.rawValue))
    case .valueShare(let share, let currency):
      field("rule", "valueShare")
      field("basisPoints", Int64(share.rawValue))
      field("currency", currency.code)
    case .fixedRate(let money, let seconds):
      field("rule", "fixedRate")
      field("rate", money)
      field("perSeconds", Int64(seconds))
    }
  }
}

extension ObjectWriter {
  /// How 100 coins are split, in coins; null where it does not follow from what is paid.
  fileprivate mutating func writeExample(of rule: SplitRule) {
    guard let points = rule.commissionPoints else {
      null("platform")
      null("creator")
      return
    }
    // Of 100 coins a basis point is a hundredth.
    field("platform", SplitRules.hundredths(points))
    field("creator", SplitRules.hundredths(Int64(BasisPoints.whole) - points))
  }
}

extension SplitRule {
  /// What the platform keeps, in basis points; nil where it does not follow from what is paid.
  fileprivate var commissionPoints: Int64? {
    switch self {
    case .commission(let share): Int64(share.rawValue)
    case .valueShare(let share, _): Int64(share.complement.rawValue)
    case .fixedRate: nil
    }
  }
}
