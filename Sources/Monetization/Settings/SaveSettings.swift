import Ledger
import Money

/// An admin edits the platform's settings; what held before is kept as a version.
///
/// The edit is applied to the settings as they are when the command is decided, so that two edits
/// of different fields both hold.
package struct SaveSettings: Rule {
  package typealias Made = SettingsSaved

  /// The version that the edit was made from, which must still be the newest; nil for whichever is.
  package let version: Int64?
  package let changes: SettingsChanges

  package init(from version: Int64?, changes: SettingsChanges) {
    self.version = version
    self.changes = changes
  }

  /// Sets every field; the document's version is the one that it was made from.
  package init(settings: Settings) {
    self.init(from: settings.version, changes: SettingsChanges(settings))
  }

  package var command: Command { .saveSettings(self) }

  /// What the rules read.
  package var footprint: Footprint { Footprint() }

  package func decide(in state: State, at moment: Moment) -> Decision {
    let before = state.settings
    guard version == nil || version == before.version else {
      return .refuse(.conflict(.settingsChangedMeanwhile))
    }
    var saved = changes.applied(to: before)
    guard saved != before || before.version == 0 else { return .unchanged }
    if let fault = saved.fault { return .refuse(fault) }
    saved.version = before.version + 1
    let kept = SettingsVersion(
      id: SettingsVersionID(moment.stamp.rawValue), author: moment.actor, settings: saved)
    return .accept(
      Delta(
        facts: [.settingsSaved(SettingsSaved(version: saved.version))],
        rows: [.settings(saved), .settingsVersion(kept)]))
  }
}

extension Settings {
  /// What makes the document unusable; nil when nothing does.
  package var fault: Refusal? {
    for source in EarningSource.allCases {
      if let reason = faultOfSplit(for: source) {
        return .invalid(field: "splits", reason: reason)
      }
    }
    guard gifts.sendsPerSecond > 0, gifts.sendsBurst >= gifts.sendsPerSecond else {
      return .invalid(
        field: "giftSendsBurst", reason: "The burst is at least the sends per second.")
    }
    guard gifts.sendsBurst <= GiftSettings.sendsMax else {
      return .invalid(field: "giftSendsBurst", reason: "The burst is at most a million sends.")
    }
    guard gifts.dailySpendingLimit ?? 0 >= 0 else {
      return .invalid(field: "dailySpendingLimit", reason: "A limit is not negative.")
    }
    guard withdrawals.minimum >= 0, withdrawals.processingDays >= 0 else {
      return .invalid(field: "minimumWithdrawal", reason: "A minimum is not negative.")
    }
    guard (0...Amount.operationMax).contains(likes.tipAmount) else {
      return .invalid(field: "likeTipAmount", reason: "A tip is at most one operation.")
    }
    return tips.fault
  }

  private func faultOfSplit(for source: EarningSource) -> String? {
    switch splits.rule(for: source) {
    case .commission: return nil
    case .valueShare(_, let currency):
      let isValued = currency == coin.currency || currency == .usd
      return isValued ? nil : "A value share is in the coin's currency or in dollars."
    case .fixedRate(let rate, let seconds):
      guard source == .call || source == .viewing else {
        return "A fixed rate fits only what is metered by time."
      }
      let isExact = rate.minorUnits >= 0 && seconds > 0 && 3_600 % seconds == 0
      return isExact ? nil : "The period must divide one hour."
    }
  }
}
