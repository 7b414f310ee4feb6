import Ledger

/// The outcome that the visitor of the hosted page chooses; the raw value is the form's.
package enum SandboxOutcome: String, Sendable, CaseIterable {
  /// The payment succeeds.
  case success
  /// The bank declines the payment.
  case fail
  /// The visitor cancels.
  case cancel
  /// The payment succeeds once and is reported three times.
  case duplicate
  /// The payment succeeds after a delay.
  case delay
  /// The gateway charges another amount than the order's.
  case wrongAmount = "wrong-amount"
}

/// An outcome and when it was chosen; the first one of an order is final.
struct SandboxDecision: Equatable, Sendable {
  let outcome: SandboxOutcome
  let at: Timestamp
}
