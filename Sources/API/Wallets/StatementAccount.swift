import Application
import Ledger
import Monetization
import Money

/// The accounts that have a statement for people.
enum StatementAccount: WireNamed {
  case wallet, earnings

  var wireName: String {
    switch self {
    case .wallet: "wallet"
    case .earnings: "earnings"
    }
  }

  var kind: AccountKind {
    switch self {
    case .wallet: .wallet
    case .earnings: .earnings
    }
  }
}

extension QueryReader {
  /// Which lines of the caller's statement are wanted.
  mutating func statement(limitMax: Int) -> StatementQuery {
    let expectedTime = "a time such as 2026-03-01T12:00:00Z"
    var query = StatementQuery()
    query.kind = named("account", StatementAccount.self)?.kind ?? .wallet
    query.unit = parsed("unit", expected: "coin or a currency") { AmountUnit(name: $0) } ?? .coin
    query.line = named("type")
    query.from = parsed("from", expected: expectedTime) { Timestamp(rfc3339: $0) }
    query.to = parsed("to", expected: expectedTime) { Timestamp(rfc3339: $0) }
    query.limit = integer("limit", 1...limitMax) ?? (limitMax == 100 ? 20 : limitMax)
    query.cursor = parsed("cursor", expected: "the nextCursor of an earlier answer") {
      WalkCursor(text: $0)
    }
    return query
  }
}
