import Ledger
import Monetization
package import Money

/// Whose payments to creators are walked.
package enum PaymentDirection: Equatable, Sendable {
  case sent
  /// Received as earnings of a unit.
  case received(AmountUnit)

  /// The account of a user that such payments move.
  func account(of user: UserID) -> AccountKey {
    switch self {
    case .sent: AccountKey(OwnerID(user), .wallet, .coin)
    case .received(let unit): AccountKey(OwnerID(user), .earnings, unit)
    }
  }

  /// The name of such payments on that account.
  func line(sent: LineKind, received: LineKind) -> LineKind { self == .sent ? sent : received }
}
