import Ledger
import Money

/// An admin saves the platform's settings.
package struct SaveSettings: Equatable, Sendable {
  /// The document as it shall be; its version is the one that it was made from.
  package let settings: Settings

  package init(settings: Settings) { self.settings = settings }

  func decide(in state: State) -> Decision {
    let before = state.settings
    guard settings.version == before.version else {
      return .refuse(.conflict(.settingsChangedMeanwhile))
    }
    guard settings != before || before.version == 0 else { return .unchanged }
    if let fault = settings.fault { return .refuse(fault) }
    var saved = settings
    saved.version = before.version + 1
    return .accept(
      Delta(facts: [.settingsSaved(version: saved.version)], rows: [.settings(saved)]))
  }
}

extension Settings {
  /// What makes the document unusable; nil when nothing does.
  package var fault: Refusal? {
    for source in EarningSource.allCases {
      guard case .fixedRate(let rate, let seconds) = splits.rule(for: source) else { continue }
      guard source == .call || source == .viewing else {
        return .invalid(
          field: "splits", reason: "A fixed rate fits only what is metered by time.")
      }
      guard rate.minorUnits >= 0, seconds > 0, 3_600 % seconds == 0 else {
        return .invalid(field: "splits", reason: "The period must divide one hour.")
      }
    }
    guard gifts.sendsPerSecond > 0, gifts.sendsBurst >= gifts.sendsPerSecond else {
      return .invalid(
        field: "giftSendsBurst", reason: "The burst is at least the sends per second.")
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
    return nil
  }
}
