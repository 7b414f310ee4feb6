package import Money

extension SplitRules {
  /// Gives the platform another share of a source; what creators are paid in stays as it is.
  package mutating func setCommission(_ share: BasisPoints, of source: EarningSource) {
    switch source {
    case .gift: gift.setCommission(share)
    case .tip: tip.setCommission(share)
    case .like: like.setCommission(share)
    case .ticket: ticket.setCommission(share)
    case .call: call.setCommission(share)
    case .viewing: viewing.setCommission(share)
    }
  }
}

extension SplitRule {
  fileprivate mutating func setCommission(_ share: BasisPoints) {
    switch self {
    case .commission, .fixedRate: self = .commission(share)
    case .valueShare(_, let currency): self = .valueShare(share.complement, currency)
    }
  }
}

extension CoinSettings {
  /// Lets one coin pay out as this many rupees.
  package mutating func setRupees(_ rate: Rate) {
    currency = .inr
    value = rate
  }
}

/// What the operator sets before there are settings; nil leaves it to the preset.
package struct FirstValues: Equatable, Sendable {
  /// The platform's share of every source.
  package var commission: BasisPoints?
  /// In the preset's payout unit.
  package var minimumWithdrawal: Int64?
  /// What one coin pays out as.
  package var coinsToInrRate: Rate?

  package init() {}

  /// The preset with these values in place of its own.
  package func applied(to preset: Settings) -> Settings {
    var settings = preset
    if let commission {
      for source in EarningSource.allCases {
        settings.splits.setCommission(commission, of: source)
      }
    }
    settings.withdrawals.minimum = minimumWithdrawal ?? preset.withdrawals.minimum
    if let coinsToInrRate { settings.coin.setRupees(coinsToInrRate) }
    return settings
  }
}
