package import Ledger

/// When a bonus is given: from its start on, and before its end.
package struct Promotion: Equatable, Sendable {
  package let startsAt: Timestamp
  /// The first moment without the bonus.
  package let endsAt: Timestamp

  package init(startsAt: Timestamp, endsAt: Timestamp) {
    self.startsAt = startsAt
    self.endsAt = endsAt
  }

  /// Whether a time lies within it.
  package func contains(_ time: Timestamp) -> Bool { startsAt <= time && time < endsAt }
}
