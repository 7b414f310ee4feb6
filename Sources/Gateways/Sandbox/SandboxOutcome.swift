import Ledger

/// What the visitor of the hosted page lets happen; the raw value is the form's.
package enum SandboxOutcome: String, Sendable, CaseIterable {
  /// The money is taken.
  case success
  /// The bank declines.
  case fail
  /// The visitor changes their mind.
  case cancel
  /// The money is taken once and the gateway says so three times.
  case duplicate
  /// The gateway works on it for a while before the money is taken.
  case delay
  /// The gateway takes another amount than was asked for.
  case wrongAmount = "wrong-amount"
}

/// An outcome and when it was chosen; the first one of an order stands.
struct SandboxDecision: Equatable, Sendable {
  let outcome: SandboxOutcome
  let at: Timestamp
}
