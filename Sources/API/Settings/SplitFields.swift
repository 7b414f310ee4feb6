import JSON
import Monetization
import Money

extension SplitRules: SettingsFields {
  /// The platform's shares in basis points, of those sources that the body names.
  static func changes(in body: inout ObjectReader) -> Changes {
    var changes = Changes()
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
      object.field(Self.commission(name), rule(for: source).commissionPoints)
    }
    object.object("splits") { splits in
      for (name, source) in Self.sources {
        splits.object(name) { $0.write(rule(for: source)) }
      }
    }
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
